/** Calls, names and conclusions for the facilitator. */

import { Button, byNumber, type KindConsoleProps, type Listed, ranked, shownText, TeamMark } from '@kit';
import { type BoardConclusion, type BoardConsole, type BoardField, listed, pick, sorted, t, tn, useEffect, useState } from '@wire';
import { clusterName, Mark } from '../phone/Mark';
import { handOptions } from '../phone/Resolve';

type Props = KindConsoleProps<BoardConsole>;

/** Which call is on, how far each team is; another call, or none. */
export function CallDesk({ view, teams, ask }: Props) {
  const calls = ranked(view.calls);
  const now = view.call && view.calls?.[view.call.id];
  return (
    <section class="desk-part">
      <h2 class="panel-title">{t('Calls')}</h2>
      <ol class="desk-calls">
        {calls.map((call) => (
          <li key={call.id}>
            <Button pressed={view.call?.id === call.id} onPress={() => void ask('board/open_call', { call: call.id })}>
              {pick(call.title)}
            </Button>
          </li>
        ))}
      </ol>
      {now && (
        <>
          <ul class="desk-counts figures">
            {byNumber(teams).map((team) => (
              <li key={team.id}>
                <TeamMark team={team} named />
                <strong>
                  {view.call?.given[team.id] ?? 0} / {now.per_team}
                </strong>
              </li>
            ))}
          </ul>
          <div class="desk-row">
            <Button onPress={() => void ask('board/close_call')}>{t('No more cards for this call')}</Button>
          </div>
        </>
      )}
    </section>
  );
}

/** The cluster that is being named, what teams propose, and a field to write another name in. */
export function NameDesk(props: Props) {
  const { view } = props;
  const { naming } = view;
  if (!naming) return null;
  const clusters = sorted(ranked(view.clusters), ({ id }) => naming.order[id] ?? 0);
  const named = clusters.filter(({ name }) => name !== undefined).length;
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('{n} of {of} clusters have a name', { n: named, of: clusters.length })}</h2>
      <ol class="desk-names">
        {clusters.map((cluster) => (
          <li key={cluster.id}>
            <Button pressed={cluster.id === naming.cluster} onPress={() => void props.ask('board/next_cluster', { cluster: cluster.id })}>
              <Mark mark={cluster.mark} /> {clusterName(cluster)}
            </Button>
          </li>
        ))}
      </ol>
      {naming.cluster !== undefined && <OneName key={naming.cluster} {...props} cluster={naming.cluster} />}
    </section>
  );
}

function OneName({ view, teams, ask, cluster }: Props & { readonly cluster: string }) {
  const one = view.clusters?.[cluster];
  const [text, type] = useState(one?.name?.text ?? '');
  if (!one) return null;
  return (
    <div class="desk-naming">
      <h3 class="desk-zone-title">
        <span>
          <Mark mark={one.mark} named /> {one.name && shownText(one.name)}
        </span>
      </h3>
      <ul class="desk-proposals">
        {ranked(view.naming?.proposals).map((proposal) => {
          const team = teams[proposal.team ?? ''];
          return (
            <li key={proposal.id}>
              {team && <TeamMark team={team} />} <bdi class={proposal.erased && 'erased'}>{shownText(proposal)}</bdi>
              <Button look="quiet" onPress={() => type(proposal.text)}>
                {t('Edit')}
              </Button>
              <Button onPress={() => void ask('board/take_name', { proposal: proposal.id })}>{t('Take it')}</Button>
            </li>
          );
        })}
      </ul>
      <div class="desk-row">
        <input class="field desk-wide" aria-label={t('The name')} value={text} onInput={({ currentTarget }) => type(currentTarget.value)} />
        <Button disabled={text.trim() === ''} onPress={() => void ask('board/confirm_name', { cluster, text })}>
          {t('This is its name')}
        </Button>
      </div>
    </div>
  );
}

/** Hands as they go up, whom to hear; the conclusions of all teams, one of them put up for the room. */
export function ResolveDesk(props: Props) {
  const { view } = props;
  return (
    <>
      {view.hands && <Hands {...props} hands={view.hands} />}
      {view.asked && <Conclusions {...props} asked={ranked(view.asked)} />}
    </>
  );
}

function Hands({ people, ask, hands }: Props & { readonly hands: NonNullable<BoardConsole['hands']> }) {
  const here = Object.values(people).filter(({ removed }) => !removed).length;
  const shown = handOptions(hands);
  const wordsFor = (value: number) => (hands.kind === 'thumb' ? (shown.find(({ id }) => id === String(value))?.text ?? value) : value);
  const hear = Object.entries(hands.hear ?? {});
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('{n} of {of} show how far they go along', { n: hands.up, of: Math.max(here, hands.up) })}</h2>
      <ul class="desk-counts figures">
        {shown.map(({ id, text }) => (
          <li key={id}>
            <span>{text}</span>
            <strong>{hands.counts?.[id] ?? 0}</strong>
          </li>
        ))}
      </ul>
      {(hands.low ?? 0) > 0 && (
        <output class="desk-hear">
          <strong>{t('Hear them first, before you close:')}</strong>{' '}
          {hear.length > 0 ? listed(hear.map(([person, value]) => `${people[person]?.name ?? ''} (${wordsFor(value)})`)) : tn(hands.low ?? 0, 'one person', '{n} people')}
        </output>
      )}
      <div class="desk-row">
        {hands.state === 'open' ? (
          <Button onPress={() => void ask('board/close_agree', { stage: hands.stage })}>{t('Count the hands')}</Button>
        ) : (
          <Button onPress={() => void ask('board/reopen_agree', { stage: hands.stage })}>{t('Let people show again')}</Button>
        )}
      </div>
    </section>
  );
}

function Conclusions(props: Props & { readonly asked: readonly Listed<BoardField>[] }) {
  const { view, teams, asked } = props;
  const by = view.resolving?.by;
  const found = sorted(Object.keys(view.conclusions ?? {}), (unit) => teams[unit]?.number ?? 0);
  const units = by === 'team' ? byNumber(teams).map(({ id }) => id) : by === 'room' ? ['room'] : found;
  if (units.length === 0) return null;
  return (
    <section class="desk-part">
      <h2 class="panel-title">{t('Conclusions')}</h2>
      {units.map((unit) => (
        <Conclusion key={unit} {...props} unit={unit} one={view.conclusions?.[unit]} fields={asked} />
      ))}
    </section>
  );
}

interface ConclusionProps extends Props {
  readonly unit: string;
  readonly one?: BoardConclusion | undefined;
  readonly fields: readonly Listed<BoardField>[];
}

function Conclusion({ view, teams, ask, unit, one, fields }: ConclusionProps) {
  const team = teams[unit];
  const stage = view.resolving?.stage ?? view.stage?.id ?? '';
  const filled = fields.filter(({ id }) => one?.fields[id]).length;
  return (
    <details class="desk-conclusion" open={unit === 'room'}>
      <summary>
        {team ? <TeamMark team={team} named /> : one?.by} <span class="figures">{filled} / {fields.length}</span>
        {one?.pinned && <strong> · {t('What the room goes by')}</strong>}
      </summary>
      {fields.map((field) => (
        <Entry key={field.id} field={field} value={one?.fields[field.id]?.text ?? ''} onEnter={(text) => void ask('board/enter_field', { field: field.id, text, ...(team ? { team: unit } : {}) })} />
      ))}
      {one && (
        <>
          <div class="desk-row">
            <Button pressed={one.pinned ?? false} onPress={() => void ask('board/pin_result', { stage, unit, on: !one.pinned })}>
              {t('The room goes by it')}
            </Button>
          </div>
          {one.pinned && <Owner key={`${unit}-owner`} one={one} onSet={(owner, due) => void ask('board/set_owner', { stage, unit, owner, ...(due ? { due } : {}) })} />}
        </>
      )}
    </details>
  );
}

/** A field for a team without a phone; what a phone writes meanwhile is shown unless somebody types here. */
function Entry({ field, value, onEnter }: { readonly field: BoardField; readonly value: string; readonly onEnter: (text: string) => void }) {
  const [text, type] = useState(value);
  useEffect(() => type(value), [value]);
  const enter = (now: string) => now.trim() !== '' && now !== value && onEnter(now);
  return (
    <label class="desk-entry">
      <span>{pick(field.label)}</span>
      {field.type === 'choice' ? (
        <select class="field" value={text} onChange={({ currentTarget }) => enter(currentTarget.value)}>
          <option value="">{t('Choose')}</option>
          {ranked(field.options).map(({ id, title }) => (
            <option key={id} value={id}>
              {pick(title)}
            </option>
          ))}
        </select>
      ) : field.type === 'date' ? (
        <input class="field" type="date" value={text} onChange={({ currentTarget }) => enter(currentTarget.value)} />
      ) : (
        <input class="field" value={text} onInput={({ currentTarget }) => type(currentTarget.value)} onBlur={() => enter(text)} />
      )}
    </label>
  );
}

function Owner({ one, onSet }: { readonly one: BoardConclusion; readonly onSet: (owner: string, due: string) => void }) {
  const [owner, setOwner] = useState(one.owner ?? '');
  const [due, setDue] = useState(one.due ?? '');
  return (
    <div class="desk-row">
      <input class="field" aria-label={t('Owner')} placeholder={t('Owner')} value={owner} onInput={({ currentTarget }) => setOwner(currentTarget.value)} />
      <input class="field" type="date" aria-label={t('Due')} value={due} onInput={({ currentTarget }) => setDue(currentTarget.value)} />
      <Button disabled={owner.trim() === ''} onPress={() => onSet(owner, due)}>
        {t('Set the owner')}
      </Button>
    </div>
  );
}
