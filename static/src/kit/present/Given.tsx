/** What listeners gave to one team: averages from three ratings on, and their lines without names. */

import { pick, type ShowView, sorted, t, tn } from '@wire';
import { Bars } from '../Bars';
import { ranked } from '../ranked';
import { shownText } from '../shownText';
import { meanText } from './show';

type Result = NonNullable<ShowView['given']>[string];

interface GivenProps {
  readonly show: ShowView;
  readonly result: Result;
}

export function Given(props: GivenProps) {
  const lines = givenLines(props.result);
  return (
    <div class="given">
      <Means {...props} />
      {lines.length > 0 && (
        <ul class="given-lines">
          {lines.map(({ id, draw }) => (
            <li key={id}>{draw}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The averages; without lines also how many there were who rated. */
export function Means({ show, result }: GivenProps) {
  const { means } = result;
  const bars = means
    ? ranked(show.criteria).map(({ id, title }) => ({ id, label: pick(title), n: means[id] ?? 0, told: meanText(means[id] ?? 0), first: true }))
    : [];
  return (
    <>
      {bars.length > 0 && <Bars bars={bars} most={show.scale} />}
      {bars.length === 0 && Object.keys(show.criteria).length > 0 && (
        <p class="soft">{t('Fewer than three people rated: no averages are shown.')}</p>
      )}
      {ranked(result.lines).length === 0 && <p class="soft">{tn(result.n, 'One person rated.', '{n} people rated.')}</p>}
    </>
  );
}

/** The lines as they came. */
export function givenLines({ lines }: Result) {
  return sorted(ranked(lines), ({ rank }) => rank).map((line) => ({ id: line.id, draw: <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi> }));
}
