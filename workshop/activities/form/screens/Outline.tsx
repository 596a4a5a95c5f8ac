/** The headings of a sheet, one below the other; counted, unless the course counts some of them itself. */

import { ranked } from '@kit/ranked';
import { type ById, pick, type Words } from '@wire';

const COUNTED = /^[\u2460-\u2473]/;

export function Outline({ sections }: { readonly sections: ById<{ readonly rank: number; readonly title: Words }> }) {
  const titles = ranked(sections);
  const counted = titles.some(({ title }) => COUNTED.test(pick(title)));
  return (
    <ol class={counted ? 'sheet-outline sheet-outline-counted' : 'sheet-outline'}>
      {titles.map(({ id, title }) => (
        <li key={id}>{pick(title)}</li>
      ))}
    </ol>
  );
}
