/** What listeners gave to one team: averages from three ratings on, and their lines without names. */

import { pick, type ShowView, sorted, t, tn } from '@wire';
import { Bars } from '../Bars';
import { ranked } from '../ranked';
import { shownText } from '../shownText';
import { meanText } from './show';

type Result = NonNullable<ShowView['given']>[string];

export function Given({ show, result }: { readonly show: ShowView; readonly result: Result }) {
  const lines = sorted(ranked(result.lines), ({ rank }) => rank);
  const { means } = result;
  const bars = means
    ? ranked(show.criteria).map(({ id, title }) => ({ id, label: pick(title), n: means[id] ?? 0, told: meanText(means[id] ?? 0), first: true }))
    : [];
  return (
    <div class="given">
      {bars.length > 0 && <Bars bars={bars} most={show.scale} />}
      {bars.length === 0 && Object.keys(show.criteria).length > 0 && (
        <p class="soft">{t('Fewer than three people rated: no averages are shown.')}</p>
      )}
      {lines.length > 0 && (
        <ul class="given-lines">
          {lines.map((line) => (
            <li key={line.id}>
              <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {lines.length === 0 && <p class="soft">{tn(result.n, 'One person rated.', '{n} people rated.')}</p>}
    </div>
  );
}
