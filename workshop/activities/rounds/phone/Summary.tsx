/** The end of the rounds: what I resolve, what I received, and the room as a whole without names. */

import { Bars } from '@kit/Bars';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { pick, t, tn } from '@wire';
import { Cloud } from '../Cloud';
import { Got } from './Feedback';
import { Fields } from './Fields';
import { ask, called, lastWish, roleName, type RoundsProps } from './rounds';

export function Summary(props: RoundsProps) {
  const { block, now } = props;
  const day = ranked(block.mine?.day);
  return (
    <>
      <h1 class="question">{pick(now.ask)}</h1>
      <Fields {...props} />
      <Shareable {...props} />
      {day.length > 0 && <h2 class="section-title">{t('What you received')}</h2>}
      {day.map((round) => (
        <section key={round.id} class="rounds-received">
          <p class="soft figures">
            {t('Round {n}', { n: round.rank + 1 })} · {roleName(block.shared, round.role)}
          </p>
          <Got {...props} got={round} />
        </section>
      ))}
      <Room {...props} />
    </>
  );
}

/** My lines of earlier steps that the room may read if I tick them; nothing is shown before. */
function Shareable(props: RoundsProps) {
  const { shared, mine } = props.block;
  const lines = Object.entries(mine?.may_show ?? {}).filter(([field]) => !shared.fields[field]);
  if (lines.length === 0) return null;
  return (
    <section class="panel">
      {lines.map(([field, line]) => {
        const last = lastWish(props, 'rounds/permit', { field });
        const on = last ? last.wish['on'] !== false : line.permitted === true;
        return (
          <div key={field}>
            <p class="soft">{line.label ? pick(line.label) : called(field)}</p>
            <p>
              <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
            </p>
            <label class="rounds-tick">
              <input type="checkbox" checked={on} disabled={props.locked} onChange={() => ask(props, 'rounds/permit', { field, on: !on })} />
              <span>{t('May be shown to the room, without names')}</span>
            </label>
          </div>
        );
      })}
    </section>
  );
}

function Room({ block }: RoundsProps) {
  const { summary } = block.shared;
  if (!summary) return null;
  const lines = ranked(summary.lines);
  return (
    <>
      {Object.entries(summary.tallies).map(([field, { options }]) => (
        <section key={field} class="panel rounds-bars">
          <Bars bars={ranked(options).map(({ id, text, n }) => ({ id, label: pick(text), n }))} />
        </section>
      ))}
      {ranked(summary.means).map((found) => (
        <section key={found.id} class="panel rounds-bars">
          <h2>{pick(found.title)}</h2>
          <p class="soft">{tn(found.n, 'one card', '{n} cards')}</p>
          <Bars
            most={found.most}
            bars={ranked(found.items).map(({ id, text, mean }) => ({ id, label: pick(text), n: mean, told: mean.toFixed(1) }))}
          />
        </section>
      ))}
      {summary.guesses && (
        <p class="panel figures">{t('{right} of {of} guessed right', { right: summary.guesses.right, of: summary.guesses.of })}</p>
      )}
      {Object.entries(summary.clouds).map(([field, { words }]) => (
        <Cloud key={field} words={words} />
      ))}
      {lines.length > 0 && (
        <section>
          <h2 class="section-title">{t('Lines from the room')}</h2>
          <ul class="rounds-got">
            {lines.map((line) => (
              <li key={line.id}>
                <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
