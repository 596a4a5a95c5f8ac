/** A note for a person or a team without a phone. */

import { basisText, Button, byNumber, type KindConsoleProps, ranked, seated, teamName, weightedLength } from '@kit';
import { type BoardConsole, type BoardField, byRank, type ById, pick, t, useState } from '@wire';

type Props = KindConsoleProps<BoardConsole>;

export function EnterNote(props: Props) {
  const { view, ask } = props;
  const [text, type] = useState('');
  const [zone, setZone] = useState('');
  const [from, setFrom] = useState('');
  const [beside, setBeside] = useState<ById<string>>({});
  const [refs, setRefs] = useState<ReadonlySet<string>>(new Set());
  const fields = byRank(view.fields);
  const zones = ranked(view.zones).filter(({ id }) => !view.write || view.write.zones[id]);
  const longest = view.write?.longest ?? 40;
  const length = weightedLength(text.trim());
  const filled = fields.every(([id, field]) => !field.required || beside[id]);
  const ready = length > 0 && length <= longest && from !== '' && (zone !== '' || zones.length === 1) && filled;
  const add = () => {
    if (!ready) return;
    const to = zones.length === 1 ? {} : { zone };
    const more = { ...(fields.length > 0 ? { fields: withValues(beside) } : {}), ...(refs.size > 0 ? { refs: [...refs] } : {}) };
    void ask('board/enter_note', { text, ...to, ...unitOf(from), ...more }).then((done) => {
      if (!done) return;
      type('');
      setBeside({});
      setRefs(new Set());
    });
  };
  return (
    <details class="desk-part enter">
      <summary class="panel-title">{t('Write for somebody without a phone')}</summary>
      <textarea
        class="field enter-text"
        aria-label={t('The note')}
        rows={2}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <p class={length > longest ? 'enter-count enter-long figures' : 'enter-count figures'}>
        {length} / {longest}
      </p>
      {fields.map(([id, field]) => (
        <BesideField key={id} field={field} value={beside[id] ?? ''} onChange={(value) => setBeside({ ...beside, [id]: value })} />
      ))}
      {view.write?.rests && <Bases {...props} from={from} on={refs} onChange={setRefs} />}
      <div class="desk-row">
        <From {...props} value={from} onChange={setFrom} />
        {zones.length > 1 && (
          <select class="field" aria-label={t('Column')} value={zone} onChange={(event) => setZone(event.currentTarget.value)}>
            <option value="">{t('Which column?')}</option>
            {zones.map(({ id, title }) => (
              <option key={id} value={id}>
                {pick(title)}
              </option>
            ))}
          </select>
        )}
        <Button onPress={add} disabled={!ready}>
          {t('Put up')}
        </Button>
      </div>
    </details>
  );
}

interface FieldProps {
  readonly field: BoardField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function BesideField({ field, value, onChange }: FieldProps) {
  const label = field.required ? `${pick(field.label)} *` : pick(field.label);
  return (
    <label class="enter-field">
      <span>{label}</span>
      {field.type === 'choice' ? (
        <select class="field" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">—</option>
          {byRank(field.options).map(([id, { title }]) => (
            <option key={id} value={id}>
              {pick(title)}
            </option>
          ))}
        </select>
      ) : field.type === 'date' ? (
        <input class="field" type="date" value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input class="field" type="text" value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
    </label>
  );
}

interface BasesProps extends Props {
  readonly from: string;
  readonly on: ReadonlySet<string>;
  readonly onChange: (on: ReadonlySet<string>) => void;
}

/** The notes that this one may rest on, of the team for which it is written. */
function Bases({ view, from, on, onChange }: BasesProps) {
  const team = unitOf(from)['team'];
  const zones = view.write?.zones ?? {};
  const here = ranked(view.notes).filter((note) => !zones[note.zone] && (team === undefined || note.board === undefined || note.board === team));
  const bases = [...ranked(view.refs), ...here];
  const tick = (id: string) => onChange(new Set(on.has(id) ? [...on].filter((other) => other !== id) : [...on, id]));
  return (
    <fieldset class="enter-bases">
      <legend>{t('Rests on')}</legend>
      {bases.map((basis) => (
        <label key={basis.id}>
          <input type="checkbox" checked={on.has(basis.id)} onChange={() => tick(basis.id)} /> {basisText(basis)}
        </label>
      ))}
    </fieldset>
  );
}

function withValues(fields: ById<string>): ById<string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
}

type FromProps = Props & { readonly value: string; readonly onChange: (from: string) => void };

/** Teams, and people where the board is not anonymous. */
function From({ view, teams, people, value, onChange }: FromProps) {
  const persons = view.identity === 'anonymous' ? [] : seated(people);
  return (
    <select class="field" aria-label={t('For whom')} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t('For whom?')}</option>
      {byNumber(teams).map((team) => (
        <option key={team.id} value={`team ${team.id}`}>
          {teamName(team)}
        </option>
      ))}
      {persons.map(({ id, name }) => (
        <option key={id} value={`person ${id}`}>
          {name}
        </option>
      ))}
    </select>
  );
}

function unitOf(from: string): Readonly<Record<string, string>> {
  const [kind = 'team', id = ''] = from.split(' ');
  return { [kind]: id };
}
