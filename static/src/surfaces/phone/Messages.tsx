/** What the facilitator tells everybody, my team or me, until I have put it away. It stands above the page, never on it. */

import { announce } from '@kit/Announcer';
import { Button } from '@kit/Button';
import { IconClose } from '@kit/icons';
import { type ById, type Message, sorted } from '@wire';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../words';
import { useHere } from './here';

const MOST = 3;

export interface Told {
  readonly room?: ById<Message> | undefined;
  readonly team?: ById<Message> | undefined;
  readonly me?: ById<Message> | undefined;
}

interface Line extends Message {
  readonly id: string;
  readonly to: string;
}

export function Messages(told: Told) {
  const { drafts } = useHere();
  const [, draw] = useState(0);
  const lines = newest(told).filter(({ id }) => drafts.read(key(id)) === undefined);
  const [first] = lines;
  const spoken = first && `${first.to}: ${first.text}`;
  useEffect(() => {
    if (spoken) announce(spoken);
  }, [spoken]);
  const putAway = (id: string) => {
    drafts.keepSoon(key(id), { text: '' });
    draw((n) => n + 1);
  };
  if (!first) return null;
  return (
    <section class="messages" aria-label={t('Messages')}>
      {lines.slice(0, MOST).map(({ id, to, text }) => (
        <div key={id} class="message">
          <p>
            <span class="message-to">{to}</span>
            <bdi>{text}</bdi>
          </p>
          <Button look="quiet" icon={IconClose} name={t('Put this message away')} onPress={() => putAway(id)} />
        </div>
      ))}
    </section>
  );
}

function newest({ room, team, me }: Told): Line[] {
  const lines = [...read(room, t('To everybody')), ...read(team, t('To your team')), ...read(me, t('To you'))];
  return sorted(lines, ({ at }) => -at);
}

function read(messages: ById<Message> | undefined, to: string): Line[] {
  return Object.entries(messages ?? {}).flatMap(([id, message]) => (message.erased ? [] : [{ ...message, id, to }]));
}

/** That it was put away is kept as long, and as safely, as what was typed. */
function key(id: string): string {
  return `read/${id}`;
}
