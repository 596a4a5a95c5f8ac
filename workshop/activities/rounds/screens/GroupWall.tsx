/** The groups with their people and roles, as many on a page as can be read from the back row. */

import { fits, PageMark, ranked, useFitColumns, usePages, useWindowSize } from '@kit';
import { pick, t, useLayoutEffect, useRef, useState } from '@wire';
import type { GroupSeats, Wall } from '../views';

/** How wide a Latin letter is at most, as a share of its size; a Chinese one is as wide as high. */
const LETTER = 0.6;
const MOST_PEOPLE = 60;
/** Beyond that nobody finds themselves in time: a name that is too long then ends in dots. */
const MOST_PAGES = 3;
const SIZES = [54, 46, 42, 38, 34, 30, 28];

export function GroupWall({ view }: { readonly view: Wall }) {
  const box = useRef<HTMLDivElement>(null);
  const groups = ranked(view.groups);
  const people = groups.reduce((sum, group) => sum + Object.keys(group.people).length, 0);
  const size = useWindowSize();
  const [more, setMore] = useState({ pages: 0, for: '' });
  const role = widestRole(view);
  const seated = `${size} ${view.phase} ${groups.length} ${people} ${role}`;
  const needed = Math.ceil(people / MOST_PEOPLE);
  const pages = Math.max(1, needed + (more.for === seated ? more.pages : 0));
  const page = usePages(pages);
  const most = Math.ceil(groups.length / pages);
  const shown = groups.slice(page * most, (page + 1) * most);
  useFitColumns(box, SIZES, columns(shown.length), shown.length, page, seated);
  useLayoutEffect(() => {
    if (box.current && pages < MOST_PAGES && !fits(box.current)) setMore({ pages: pages - needed + 1, for: seated });
  }, [pages, needed, page, seated]);
  if (groups.length === 0) return <p class="rounds-nobody">{t('The groups come in a moment.')}</p>;
  return (
    <div ref={box} class="rounds-groups" style={{ '--role': `${role}em` }}>
      {shown.map((group) => (
        <Group key={group.id} group={group} view={view} />
      ))}
      <PageMark page={page} of={pages} />
    </div>
  );
}

/** So wide that the names of a group stand below one another. */
function widestRole({ roles }: Wall): number {
  const widths = Object.values(roles).map(({ name }) => Array.from(pick(name)).reduce((sum, letter) => sum + (letter > '\u2e80' ? 1 : LETTER), 0));
  return Math.max(0, ...widths);
}

/** Wide cards while there are few groups, so that the wall is filled; six in a row at the most, or two less if that is larger. */
function columns(groups: number): readonly number[] {
  if (groups <= 6) return [groups === 4 ? 2 : Math.min(3, Math.max(1, groups))];
  const most = groups <= 12 ? 4 : groups <= 20 ? 5 : 6;
  return [most, most - 1, most - 2];
}

function Group({ group, view }: { readonly group: GroupSeats; readonly view: Wall }) {
  return (
    <section class="rounds-group">
      <b class="figures" aria-label={t('Group {n}', { n: group.rank })}>
        {group.rank}
      </b>
      <ul>
        {ranked(group.people).map(({ id, name, role }) => (
          <li key={id} class={role === view.performer ? 'rounds-leads' : undefined}>
            <span data-whole>{pick(view.roles[role]?.name ?? { zh: '', en: '' })}</span>
            <strong data-whole>{name}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
