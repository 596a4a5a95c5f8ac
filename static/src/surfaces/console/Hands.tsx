/** Raised hands, the one that waits longest first. */

import { Button, Icon, IconDone, IconStuck, type Listed, ranked, TeamMark, useTicks } from '@kit';
import { type ConsolePerson, sorted, t } from '@wire';
import { waitWords } from './names';
import type { PartProps } from './parts';

type Raised = Listed<ConsolePerson> & { readonly hand: number };

export function handsUp(people: PartProps['view']['people']): Raised[] {
  const up = ranked(people).filter((person): person is Raised => person.hand !== undefined && !person.removed);
  return sorted(up, ({ hand }) => hand);
}

export function Hands({ room, view, steer }: PartProps) {
  const hands = handsUp(view.people);
  useTicks(10_000, hands.length > 0);
  if (hands.length === 0) return null;
  return (
    <section class="hands" id="hands" tabIndex={-1} aria-label={t('Hands up')}>
      <h3 class="people-heading">
        <Icon of={IconStuck} />
        {t('Hands up')}
      </h3>
      <ul>
        {hands.map(({ id, name, hand, team }) => (
          <li key={id} class="person">
            <Team team={view.teams[team ?? '']} />
            <bdi class="person-name">{name}</bdi>
            <span class="person-state figures">{waitWords(hand, room.now())}</span>
            <Button
              look="quiet"
              icon={IconDone}
              name={t('Take the hand of {name} down', { name })}
              onPress={() => void steer.ask('room/lower_hand', { person: id })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Team({ team }: { readonly team: PartProps['view']['teams'][string] | undefined }) {
  return team ? <TeamMark team={team} /> : null;
}

function showHands(): void {
  const list = document.getElementById('hands');
  list?.scrollIntoView({ block: 'center' });
  list?.focus();
}

/** In the bar: how many, and for how long the first has waited. Leads to the list. */
export function HandCount({ room, view }: PartProps) {
  const [first, ...others] = handsUp(view.people);
  useTicks(10_000, first !== undefined);
  if (!first) return null;
  const words = t('{n} up · {wait}', { n: others.length + 1, wait: waitWords(first.hand, room.now()) });
  return (
    <Button class="hand-count" icon={IconStuck} name={t('Hands: {words}', { words })} onPress={showHands}>
      {words}
    </Button>
  );
}
