/** The people: who is in, who is done, who may need a hand, by team. */

import { byNumber, type Listed, seated, TeamMark, useTicks } from '@kit';
import { type ConsolePerson, type RoomProgress, t, type Team } from '@wire';
import type { ComponentChildren } from 'preact';
import { AddPerson } from './AddPerson';
import { DoorStrip, JoiningSwitch } from './Door';
import { DrawTeams } from './DrawTeams';
import { Hands } from './Hands';
import type { PartProps } from './parts';
import { PersonRow } from './PersonRow';
import { SentOut } from './SentOut';
import { numbersOf, type Why } from './stuck';
import { TeamMenu } from './TeamMenu';
import { TeamName } from './TeamName';

type Person = Listed<ConsolePerson>;

interface PeopleProps extends PartProps {
  /** The door and the hands stand elsewhere. */
  readonly bare?: boolean;
}

export function People(props: PeopleProps) {
  const { room, view } = props;
  useTicks(10_000);
  const people = seated(view.people);
  const { seats, here, stuck } = numbersOf(room, view);
  const teams = byNumber(view.teams);
  const idle = people.filter(({ id }) => stuck.has(id) && stuck.get(id) !== 'hand');
  const alone = people.filter(({ team }) => team === undefined || !(team in view.teams));
  return (
    <aside class="people" aria-label={t('Participants')}>
      <Numbers progress={view.progress} seats={seats} here={here} stuck={stuck.size} />
      {!props.bare && <DoorStrip {...props} />}
      <div class="people-lists">
        {!props.bare && <Hands {...props} />}
        {idle.length > 0 && (
          <Group heading={t('May need a hand')} class="people-stuck">
            {idle.map((person) => row(props, person, stuck.get(person.id)))}
          </Group>
        )}
        {teams.map((team) => (
          <Group key={team.id} heading={<TeamHead {...props} team={team} />}>
            {people.filter((person) => person.team === team.id).map((person) => row(props, person))}
          </Group>
        ))}
        {alone.length > 0 && (
          <Group heading={teams.length > 0 ? t('Not in a team yet') : undefined}>{alone.map((person) => row(props, person))}</Group>
        )}
        <SentOut {...props} />
        {people.length === 0 && <p class="people-none">{t('Nobody has joined yet.')}</p>}
      </div>
      <div class="people-tools">
        <AddPerson steer={props.steer} />
        <DrawTeams {...props} people={people.length} />
        <JoiningSwitch {...props} />
      </div>
    </aside>
  );
}

function row(props: PartProps, person: Person, why?: Why) {
  return <PersonRow key={person.id} {...props} person={person} why={why} />;
}

interface NumbersProps {
  readonly progress?: RoomProgress;
  readonly seats: number;
  readonly here: number;
  readonly stuck: number;
}

function Numbers({ progress, seats, here, stuck }: NumbersProps) {
  return (
    <dl class="numbers figures">
      <div>
        <dt>{t('In')}</dt>
        <dd>{here === seats ? seats : t('{n} of {of}', { n: here, of: seats })}</dd>
      </div>
      <div>
        <dt>{progress?.per === 'team' ? t('Teams done') : t('Done')}</dt>
        <dd>{progress ? t('{n} of {of}', { n: progress.done, of: progress.of }) : '–'}</dd>
      </div>
      <div class={stuck > 0 ? 'numbers-stuck' : undefined}>
        <dt>{t('Stuck')}</dt>
        <dd>{stuck}</dd>
      </div>
    </dl>
  );
}

interface GroupProps {
  readonly heading?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

function Group({ heading, class: also, children }: GroupProps) {
  return (
    <section class={also ? `people-group ${also}` : 'people-group'}>
      {heading && <h3 class="people-heading">{heading}</h3>}
      <ul>{children}</ul>
    </section>
  );
}

function TeamHead({ view, steer, team }: PartProps & { readonly team: Listed<Team> }) {
  const own = view.progress?.by_team?.[team.id];
  const done = view.progress?.per === 'team' ? !view.progress.missing?.[team.id] : undefined;
  return (
    <>
      <TeamMark team={team} />
      <TeamName steer={steer} team={team} />
      <span class="people-done figures">
        {own && t('{n} of {of} done', { n: own.done, of: own.of })}
        {done !== undefined && (done ? t('done') : t('not yet'))}
      </span>
      <TeamMenu steer={steer} team={team} />
    </>
  );
}
