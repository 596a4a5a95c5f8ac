/** Rounds for the facilitator: every group at a glance, who is missing, and what can be done about it. */

import './console.css';
import { Button, type Choice, type Deeds, IconDone, Icon, IconMore, IconSpotlight, IconStuck, type KindConsoleProps, Menu, ranked, shownText } from '@kit';
import { pick, t, tn, useState } from '@wire';
import type { ConsoleGroup, Desk } from './views';

type Props = KindConsoleProps<Desk>;

/** What a facilitator can do to rounds, as it stands behind "Undo: ". */
export const deeds: Deeds<'rounds'> = {
  'rounds/deal': () => t('deal the groups'),
  'rounds/swap': () => t('two people change places'),
  'rounds/move_person': () => t('move somebody to a group'),
  'rounds/set_absent': () => t('somebody sits out'),
  'rounds/deal_case': () => t('another case'),
  'rounds/release_twist': () => t('the twist'),
  'rounds/resend_brief': () => t('let a group read again'),
  'rounds/go_on': () => t('a group goes on'),
  'rounds/remind': () => t('remind those who are missing'),
  'rounds/release_summary': () => t('a line on the wall'),
  'rounds/spotlight': () => t('the line in the middle'),
};

export function wordsOf({ lines }: Desk, item: string): string | undefined {
  return lines[item]?.text;
}

export default function RoundsDesk(props: Props) {
  const { view } = props;
  const [swaps, swap] = useState<string>();
  return (
    <div class="desk">
      <Standing {...props} />
      <Keys {...props} />
      <Outside {...props} />
      {view.phase !== 'summary' && <Groups {...props} swaps={swaps} swap={swap} />}
      {(view.phase === 'summary' || Object.keys(view.lines).length > 0) && <Lines {...props} />}
    </div>
  );
}

function Standing({ view }: Props) {
  const groups = ranked(view.groups);
  const stopped = groups.filter((group) => group.stopped).length;
  return (
    <p class="rounds-standing figures">
      <strong>{t('Round {n} of {of}', { n: view.round, of: view.rounds })}</strong>
      <span>{tn(groups.length, '{n} group', '{n} groups')}</span>
      <span>{tn(groups.reduce((sum, { people }) => sum + Object.keys(people).length, 0), '{n} person', '{n} people')}</span>
      {stopped > 0 && <span class="rounds-alarm">{tn(stopped, 'one group has stopped', '{n} groups have stopped')}</span>}
    </p>
  );
}

/** What is done for all groups at once. */
function Keys({ view, ask }: Props) {
  const [sure, makeSure] = useState(false);
  const begun = view.round > 1 || (view.phase !== 'setup' && view.phase !== undefined);
  const atWork = ranked(view.groups).filter(({ stopped }) => !stopped);
  const missing = atWork.some(({ people }) => Object.values(people).some(({ done }) => !done));
  const twists = atWork.some(({ twist }) => twist === 'in');
  const deal = () => {
    makeSure(false);
    void ask('rounds/deal');
  };
  return (
    <div class="desk-row">
      {view.phase === 'play' && (
        <Button disabled={!twists} onPress={() => void ask('rounds/release_twist')}>
          {t('Release the twist to all')}
        </Button>
      )}
      {(view.phase === 'prep' || view.phase === 'score') && missing && (
        <Button pressed={view.reminded === true} onPress={() => void ask('rounds/remind')}>
          {t('Remind those who are missing')}
        </Button>
      )}
      {view.phase !== 'summary' &&
        (sure ? (
          <>
            <Button look="danger" onPress={deal}>
              {t('Deal again: all groups are new')}
            </Button>
            <Button look="quiet" onPress={() => makeSure(false)}>
              {t('Cancel')}
            </Button>
          </>
        ) : (
          <Button onPress={() => (begun ? makeSure(true) : deal())}>{t('Deal the groups again')}</Button>
        ))}
    </div>
  );
}

/** People without a group, and those who sit out. */
function Outside({ view, people, ask }: Props) {
  const waiting = Object.keys(view.waiting);
  const absent = Object.keys(view.absent);
  if (waiting.length + absent.length === 0) return null;
  const groups = ranked(view.groups);
  return (
    <section class="desk-part">
      {waiting.length > 0 && <h2 class="panel-title">{t('Without a group')}</h2>}
      <ul class="rounds-outside">
        {waiting.map((person) => (
          <li key={person}>
            {people[person]?.name}
            <Menu
              name={t('Group for {name}', { name: people[person]?.name ?? '' })}
              choices={groups.map((group) => ({
                id: group.id,
                label: t('Group {n}', { n: group.rank }),
                onPick: () => void ask('rounds/move_person', { person, group: group.id }),
              }))}
            >
              {t('To a group')}
            </Menu>
          </li>
        ))}
      </ul>
      {absent.length > 0 && <h2 class="panel-title">{t('Sitting out')}</h2>}
      <ul class="rounds-outside">
        {absent.map((person) => (
          <li key={person}>
            {people[person]?.name}
            <Button look="quiet" onPress={() => void ask('rounds/set_absent', { person, on: false })}>
              {t('Takes part again')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface GroupsProps extends Props {
  /** Whoever is to change places with the next person that is tapped. */
  readonly swaps: string | undefined;
  readonly swap: (person: string | undefined) => void;
}

function Groups(props: GroupsProps) {
  const { view, swaps, swap, people } = props;
  return (
    <section>
      {swaps && (
        <output class="rounds-swapping">
          {t('Tap whoever changes places with {name}.', { name: people[swaps]?.name ?? '' })}
          <Button look="quiet" onPress={() => swap(undefined)}>
            {t('Cancel')}
          </Button>
        </output>
      )}
      <ul class="rounds-desk">
        {ranked(view.groups).map((group) => (
          <Group key={group.id} {...props} group={group} />
        ))}
      </ul>
    </section>
  );
}

type GroupProps = GroupsProps & { readonly group: ConsoleGroup & { readonly id: string } };

function Group(props: GroupProps) {
  const { group, view } = props;
  const people = ranked(group.people);
  const done = people.every((seat) => marked(view, seat));
  return (
    <li class={`rounds-table${group.stopped ? ' rounds-table-stopped' : done ? ' rounds-table-done' : ''}`}>
      <header>
        <b class="figures">{group.rank}</b>
        <span class="rounds-table-case">{caseWords(group)}</span>
        <GroupMenu {...props} />
      </header>
      {group.stopped && (
        <p class="rounds-alarm">
          <Icon of={IconStuck} /> {t('This group has stopped. Go there.')}
        </p>
      )}
      <ul>
        {people.map((seat) => (
          <Seat key={seat.id} {...props} seat={seat} />
        ))}
      </ul>
    </li>
  );
}

function caseWords(group: ConsoleGroup): string {
  if (group.own) return t('a case of their own');
  if (group.choosing) return t('choosing a case');
  return group.case ? pick(group.case.title) : '';
}

/** Whether somebody has done what this step asks. */
function marked(view: Desk, seat: { readonly done?: true; readonly agreed?: true; readonly ready?: true }): boolean {
  if (view.phase === 'setup') return !view.consent || seat.agreed === true;
  return view.phase === 'play' || seat.done === true;
}

type SeatProps = GroupProps & { readonly seat: { readonly id: string; readonly role: string; readonly done?: true; readonly agreed?: true; readonly ready?: true } };

function Seat(props: SeatProps) {
  const { seat, view, people, swaps, swap, ask } = props;
  const name = people[seat.id]?.name ?? '';
  const done = marked(view, seat);
  const role = view.roles[seat.role];
  const shows = view.phase !== 'play' && (view.phase !== 'setup' || view.consent === true);
  const press = () => {
    if (swaps && swaps !== seat.id) void ask('rounds/swap', { persons: [swaps, seat.id] });
    swap(undefined);
  };
  return (
    <li class={swaps === seat.id ? 'rounds-seat rounds-seat-picked' : 'rounds-seat'}>
      <span class="rounds-seat-who">
        {swaps ? (
          <Button look="quiet" onPress={press}>
            {name}
          </Button>
        ) : (
          <span class="rounds-seat-name">{name}</span>
        )}
        <span class="rounds-seat-role">{role && pick(role.name)}</span>
      </span>
      {shows && (
        <span class={done ? 'rounds-seat-done' : 'rounds-seat-open'}>
          {done ? <Icon of={IconDone} /> : '…'}
          <span class="unseen">{done ? t('done') : t('not yet')}</span>
        </span>
      )}
      {!swaps && <Menu name={t('More for {title}', { title: name })} icon={IconMore} choices={seatChoices(props)} />}
    </li>
  );
}

function seatChoices({ seat, view, group, swap, ask }: SeatProps): Choice[] {
  const elsewhere = ranked(view.groups).filter(({ id }) => id !== group.id);
  return [
    { id: 'swap', label: t('Change places with …'), onPick: () => swap(seat.id) },
    { id: 'absent', label: t('Sits out'), onPick: () => void ask('rounds/set_absent', { person: seat.id, on: true }) },
    ...elsewhere.map((other) => ({
      id: other.id,
      under: t('Move to'),
      label: t('Group {n}', { n: other.rank }),
      onPick: () => void ask('rounds/move_person', { person: seat.id, group: other.id }),
    })),
  ];
}

function GroupMenu({ group, view, ask }: GroupProps) {
  const choices: Choice[] = [];
  const add = (id: string, label: string, type: string, fields: Readonly<Record<string, unknown>> = {}, under?: string) =>
    choices.push({ id, label, ...(under ? { under } : {}), onPick: () => void ask(type, { group: group.id, ...fields }) });
  if (group.stopped) add('on', t('Let them go on'), 'rounds/go_on');
  if (view.phase === 'play' && group.twist === 'in') add('twist', t('Release the twist here'), 'rounds/release_twist');
  if (view.phase === 'prep' || view.phase === 'play') add('again', t('Let them read their cards again'), 'rounds/resend_brief');
  if (view.deals_cards) add('next', t('Deal another card'), 'rounds/deal_case');
  for (const { id, title } of ranked(view.cases)) {
    if (id !== group.case?.id) add(id, pick(title), 'rounds/deal_case', { case: id }, t('Another case'));
  }
  if (choices.length === 0) return null;
  return <Menu name={t('More for group {n}', { n: group.rank })} icon={IconMore} choices={choices} />;
}

/** Lines whose writers allowed them; nobody's name stands there, here neither. */
function Lines({ view, ask, erase }: Props) {
  const lines = ranked(view.lines);
  return (
    <section class="desk-part">
      <h2 class="panel-title">{t('Lines that may be shown')}</h2>
      {lines.length === 0 && <p class="rounds-none">{t('Nobody has allowed a line yet. It takes a tick on the phone of its writer.')}</p>}
      <ul class="rounds-may-show">
        {lines.map((line) => (
          <li key={line.id} class={line.on ? 'rounds-on-wall' : undefined}>
            <p>
              {line.label && <small>{pick(line.label)}</small>}
              <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
            </p>
            <Button pressed={line.on} onPress={() => void ask('rounds/release_summary', { line: line.id, on: !line.on })}>
              {line.on ? t('On the wall') : t('Show')}
            </Button>
            <Button
              icon={IconSpotlight}
              name={t('In the middle of the wall')}
              pressed={view.spotlit === line.id}
              onPress={() => void ask('rounds/spotlight', { line: line.id, on: view.spotlit !== line.id })}
            />
            {!line.erased && (
              <Menu name={t('More for this line')} icon={IconMore} choices={[{ id: 'erase', label: t('Erase for ever …'), danger: true, onPick: () => erase(line.id, line.text) }]} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
