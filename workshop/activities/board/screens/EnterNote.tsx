/** A note for a person or a team without a phone. */

import { Button, byNumber, type KindConsoleProps, ranked, teamName, weightedLength } from '@kit';
import { type BoardConsole, pick, t, useState } from '@wire';

type Props = KindConsoleProps<BoardConsole>;

export function EnterNote(props: Props) {
  const { view, ask } = props;
  const [text, type] = useState('');
  const [zone, setZone] = useState('');
  const [from, setFrom] = useState('');
  const zones = ranked(view.zones).filter(({ id }) => !view.write || view.write.zones[id]);
  const longest = view.write?.longest ?? 40;
  const length = weightedLength(text.trim());
  const ready = length > 0 && length <= longest && from !== '' && (zone !== '' || zones.length === 1);
  const add = () => {
    if (!ready) return;
    const to = zones.length === 1 ? {} : { zone };
    void ask('board/enter_note', { text, ...to, ...unitOf(from) }).then((done) => done && type(''));
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

type FromProps = Props & { readonly value: string; readonly onChange: (from: string) => void };

/** Teams, and people where the board is not anonymous. */
function From({ view, teams, people, value, onChange }: FromProps) {
  const persons = view.identity === 'anonymous' ? [] : ranked(people).filter(({ removed, waits }) => !removed && !waits);
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
