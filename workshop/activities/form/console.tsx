/** The sheets for the facilitator: who is how far, who looks at whose, and the sheets that more than their owners may read. */

import './console.css';
import { Button, byNumber, type Deeds, IconMore, type KindConsoleProps, Menu, PresentDesk, ranked, seated, shownText, TeamMark, teamName } from '@kit';
import { pick, t, tn, useState } from '@wire';
import type { ConsoleSheet, FormConsole } from './screens/form';
import { SheetPage } from './screens/Paper';

type Props = KindConsoleProps<FormConsole>;

/** What the Next key says while it does more before it leaves the step. */
export function ahead({ type }: { readonly type: string }): string | undefined {
  switch (type) {
    case 'form/assign_checks':
      return t('Deal who checks whom');
    case 'form/next_team':
      return t('The next one begins');
    case 'form/end_turn':
      return t('Let the listeners give feedback');
    case 'form/close_rating':
      return t('Show what was given');
    default:
      return undefined;
  }
}

/** What a facilitator can do with sheets, as it stands behind "Undo: ". */
export const deeds: Deeds<'form'> = {
  'form/enter_field': () => t('write into a sheet'),
  'form/remind': () => t('remind those who are missing'),
  'form/assign_checks': () => t('deal who checks whom'),
  'form/assign_check': () => t('one more checker'),
  'form/show_sheet': () => t('the sheet on the wall'),
  'form/hide_line': () => t('the line on the wall'),
  'form/next_team': () => t('who presents now'),
  'form/end_turn': () => t('the end of a turn'),
  'form/close_rating': () => t('show what was given'),
  'form/reopen_rating': () => t('rate again'),
  'form/skip_team': () => t('leave one out'),
  'form/add_turn_time': () => t('more time for whoever presents'),
  'form/set_queue': () => t('the order of presenting'),
  'form/draw_queue': () => t('draw who presents'),
};

export function wordsOf({ units }: FormConsole, item: string): string | undefined {
  const [unit = '', field = ''] = item.split('/');
  return units[unit]?.cells?.[field]?.text;
}

export default function SheetsDesk(props: Props) {
  const { view, room, teams, people, ask, now } = props;
  const units = everybody(props);
  return (
    <div class="desk">
      {view.show && now.step.phase === 'present' && <PresentDesk room={room} kind="form" show={view.show} teams={teams} people={people} ask={ask} />}
      <section class="desk-part">
        <h2 class="panel-title figures">{t('Sheets ({n} ready)', { n: view.ready })}</h2>
        {(view.level === 'self' || view.level === 'pair') && <p class="desk-unseen">{t('You see who is how far, never what they wrote.')}</p>}
        <ul>
          {units.map((unit) => (
            <Row key={unit.id} {...props} {...unit} />
          ))}
        </ul>
        <div class="desk-row">
          {now.step.phase === 'fill' && view.ready < units.length && (
            <Button onPress={() => void ask('form/remind')}>{view.reminded === undefined ? t('Remind those who are missing') : t('Remind them again')}</Button>
          )}
          {view.checks && <Button onPress={() => void ask('form/assign_checks')}>{t('Deal who checks whom')}</Button>}
        </div>
      </section>
      <Lines {...props} />
      <Rates {...props} />
    </div>
  );
}

interface Unit {
  readonly id: string;
  readonly name: string;
}

function everybody({ view, teams, people }: Props): readonly Unit[] {
  if (view.scope === 'team') {
    return byNumber(teams).map((team) => ({ id: team.id, name: teamName(team) }));
  }
  return seated(people).map(({ id, name }) => ({ id, name }));
}

function Row(props: Props & Unit) {
  const { view, teams, ask, id, name } = props;
  const [open, setOpen] = useState(false);
  const sheet: ConsoleSheet | undefined = view.units[id];
  const looks = Object.keys(sheet?.looks ?? {}).length;
  const team = teams[id];
  const readable = sheet?.cells !== undefined && view.paper !== undefined;
  const others = everybody(props).filter((other) => other.id !== id && !view.checkers?.[other.id]?.[id]);
  return (
    <li class="sheet-line">
      <div class="sheet-line-head">
        <span class="sheet-line-name">{team ? <TeamMark team={team} named /> : <bdi>{name}</bdi>}</span>
        <span class="figures">{sheet?.far.ready ? t('ready') : t('{n} of {of}', { n: sheet?.far.filled ?? 0, of: sheet?.far.of ?? 0 })}</span>
        {looks > 0 && <span class="figures">{tn(looks, 'checked once', 'checked {n} times')}</span>}
        {readable && (
          <Button look="quiet" pressed={open} onPress={() => setOpen(!open)}>
            {open ? t('Close') : t('Read')}
          </Button>
        )}
        {readable && view.level === 'room' && (
          <Button look="quiet" pressed={view.shown === id} onPress={() => void ask('form/show_sheet', view.shown === id ? {} : { unit: id })}>
            {view.shown === id ? t('Take down') : t('Put on the wall')}
          </Button>
        )}
        {view.checks && others.length > 0 && (
          <Menu
            name={t('Who else checks {name}', { name })}
            icon={IconMore}
            choices={others.map((other) => ({
              id: other.id,
              label: t('{name} checks it, too', { name: other.name }),
              onPick: () => void ask('form/assign_check', { checker: other.id, unit: id }),
            }))}
          />
        )}
      </div>
      {open && readable && sheet?.cells && (
        <div class="sheet-open">
          <SheetPage paper={view.paper ?? {}} content={{ cells: sheet.cells, ...(sheet.tables ? { tables: sheet.tables } : {}) }} nameOf={(person) => props.people[person]?.name} />
        </div>
      )}
    </li>
  );
}

function Lines({ view, ask }: Props) {
  const lines = Object.entries(view.units).flatMap(([unit, { line }]) => (line ? [{ unit, line }] : []));
  if (lines.length === 0) return null;
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('Shown by their owners ({n})', { n: lines.length })}</h2>
      <ul>
        {lines.map(({ unit, line }) => (
          <li key={unit} class="sheet-line sheet-line-head">
            <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
            <Button look="quiet" pressed={line.hidden} onPress={() => void ask('form/hide_line', { unit, on: !line.hidden })}>
              {line.hidden ? t('Put it back') : t('Take down')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rates({ view }: Props) {
  const { rates } = view;
  if (!rates) return null;
  return (
    <section class="desk-part">
      <h2 class="panel-title">{t('What the checks found')}</h2>
      <ul>
        {ranked(view.items).map(({ id, text }) => (
          <li key={id} class="sheet-line-head">
            <span>{pick(text)}</span>
            <span class="figures">{t('{n} of {of}', { n: rates.found[id] ?? 0, of: rates.of })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
