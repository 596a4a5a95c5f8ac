/** A line to everybody's phone, to a team or to one person; and what they are reading now, to take it back. */

import { Button, byNumber, type Choice, IconErase, IconMore, type Listed, Menu, seated, TeamMark, weightedLength } from '@kit';
import { type SentMessage, sorted, t, useState } from '@wire';
import { Dialog } from './Dialog';
import { agoWords, personName, teamLabel } from './names';
import type { PartProps } from './parts';
import type { Hearer } from './steer';

const LONGEST = 120;

export function Say(props: PartProps & { readonly to: Hearer }) {
  const { view, steer, to } = props;
  const [text, type] = useState('');
  const [hearer, choose] = useState(keyOf(to));
  const [wall, setWall] = useState(false);
  const length = weightedLength(text.trim());
  const ready = length > 0 && length <= LONGEST;
  const close = () => steer.open();
  const send = () => {
    if (!ready) return;
    const all = hearer === 'all';
    void steer.ask('room/say', { text, ...hearerOf(hearer), ...(all && wall ? { wall } : {}) }).then((done) => done && close());
  };
  return (
    <Dialog
      id="say"
      title={t('Say something')}
      class="say-box"
      onClose={close}
      actions={
        <Button look="primary" disabled={!ready} onPress={send}>
          {t('Send')}
        </Button>
      }
    >
      <textarea
        class="field say-text"
        aria-label={t('Message')}
        rows={3}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(key) => {
          if (key.key === 'Enter' && (key.ctrlKey || key.metaKey) && !key.isComposing) send();
        }}
      />
      <p class={length > LONGEST ? 'enter-count enter-long figures' : 'enter-count figures'}>
        {length} / {LONGEST}
      </p>
      <div class="say-to">
        <label>
          <span class="panel-title">{t('To')}</span>
          <select class="field" value={hearer} onChange={(event) => choose(event.currentTarget.value)}>
            <Hearers view={view} />
          </select>
        </label>
        {hearer === 'all' && (
          <label class="say-wall">
            <input type="checkbox" checked={wall} onChange={(event) => setWall(event.currentTarget.checked)} />
            <span>{t('On the wall, too')}</span>
          </label>
        )}
      </div>
      <Showing {...props} />
    </Dialog>
  );
}

function Hearers({ view }: Pick<PartProps, 'view'>) {
  const teams = byNumber(view.teams);
  const people = seated(view.people);
  return (
    <>
      <option value="all">{t('Everybody')}</option>
      {teams.length > 0 && (
        <optgroup label={t('Teams')}>
          {teams.map((team) => (
            <option key={team.id} value={`team ${team.id}`}>
              {teamLabel(team)}
            </option>
          ))}
        </optgroup>
      )}
      {people.length > 0 && (
        <optgroup label={t('Participants')}>
          {people.map(({ id, name }) => (
            <option key={id} value={`person ${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
    </>
  );
}

/** What stands on the phones and on the wall now, the newest first. */
function Showing(props: PartProps) {
  const messages = newest(props.view.messages);
  if (messages.length === 0) return null;
  return (
    <section class="said">
      <h3 class="panel-title">{t('What people read now')}</h3>
      <ul>
        {messages.map((message) => (
          <SaidLine key={message.id} {...props} message={message} />
        ))}
      </ul>
    </section>
  );
}

export function newest(messages: PartProps['view']['messages']): Listed<SentMessage>[] {
  const all = Object.entries(messages ?? {}).map(([id, message]) => ({ ...message, id }));
  return sorted(all, ({ at }) => -at);
}

interface SaidLineProps extends PartProps {
  readonly message: Listed<SentMessage>;
}

export function SaidLine({ room, view, steer, message }: SaidLineProps) {
  const { id, text, erased, at, wall } = message;
  const erase: Choice = {
    id: 'erase',
    label: t('Erase for ever …'),
    icon: IconErase,
    danger: true,
    onPick: () => steer.erase({ item: id, words: text }),
  };
  const team = message.team === undefined ? undefined : view.teams[message.team];
  const person = message.person === undefined ? undefined : view.people[message.person];
  return (
    <li class="said-line">
      <p class="said-words">
        <bdi class={erased && 'erased'}>{erased ? t('(erased)') : text}</bdi>
        <span class="said-to figures">
          {team && <TeamMark team={team} named />}
          {person && <bdi>{personName(person)}</bdi>}
          {!team && !person && <span>{wall ? t('Everybody, and the wall') : t('Everybody')}</span>}
          <span>{agoWords(at, room.now())}</span>
        </span>
      </p>
      <Button onPress={() => void steer.ask('room/take_back', { message: id })}>{t('Take back')}</Button>
      {!erased && <Menu name={t('More for this message')} icon={IconMore} choices={[erase]} />}
    </li>
  );
}

// ids hold no space
function keyOf({ team, person }: Hearer): string {
  if (team !== undefined) return `team ${team}`;
  return person === undefined ? 'all' : `person ${person}`;
}

function hearerOf(key: string): Hearer {
  const [kind, id] = key.split(' ');
  if (kind === 'team' && id) return { team: id };
  return kind === 'person' && id ? { person: id } : {};
}
