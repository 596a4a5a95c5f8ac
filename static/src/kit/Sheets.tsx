/**
 * Groups of things side by side on a wall, as large as they fit on one page, and on several pages where they do not.
 *
 * All things are drawn once unseen to learn their heights: nothing on a wall is ever cut or scrolled.
 */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { paged, type Sheet, useWindowSize, wallPixel } from './fit';
import { PageMark, usePages } from './Pages';

export interface SheetGroup {
  readonly id: string;
  readonly heading?: ComponentChildren;
  readonly items: readonly { readonly id: string; readonly draw: ComponentChildren }[];
}

interface SheetsProps {
  readonly groups: readonly SheetGroup[];
  /** Sizes of the text to try, the largest first, in pixels of a 1080 wall. */
  readonly sizes: readonly number[];
  /** How many columns a group of this width (in pixels of a 1080 wall) has at this size of text; 0 when it is too narrow. */
  readonly columns: (width: number, size: number) => number;
  /** Most things on one page. */
  readonly most: number;
  /** Between things in a column, in pixels of a 1080 wall. */
  readonly below?: number;
  /** Fills one column after the other, as a ranking is read, not row by row. */
  readonly down?: boolean;
  /** Changes when something is drawn differently. */
  readonly when: string;
  /** The pages start again at the first when this changes. */
  readonly from?: string;
  /** So many groups stand side by side, the others below them; all of them without it. */
  readonly across?: number;
}

interface Plan {
  readonly size: number;
  readonly columns: number;
  /** The pages of each group. */
  readonly pages: readonly Sheet[][];
}

export function Sheets({ groups, sizes, columns, most, below = 20, down = false, when, from, across }: SheetsProps) {
  const body = useRef<HTMLDivElement>(null);
  const measure = useRef<HTMLDivElement>(null);
  const [plan, setPlan] = useState<Plan>();
  const screen = useWindowSize();
  useLayoutEffect(() => {
    if (body.current && measure.current) setPlan(planned(body.current, measure.current));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `when` says when things are drawn differently
  }, [when, screen]);
  const rows = across !== undefined && across < groups.length;
  const of = Math.max(1, ...(plan?.pages ?? []).map((pages) => pages.length));
  const page = usePages(of, from);

  function planned(box: HTMLElement, unseen: HTMLElement): Plan {
    const pixel = wallPixel();
    const gap = GAP * pixel;
    const { width, height } = inside(box, gap, groups.length, rows);
    const each = Math.max(1, Math.floor(most / Math.max(1, groups.length)));
    let best: Plan | undefined;
    let far = false;
    let cut = false;
    for (const size of [...sizes, LEAST]) {
      const count = columns(width / pixel, size);
      if (count === 0 && size > (sizes[sizes.length - 1] ?? 0)) continue;
      if (size === LEAST && !cut && !far) continue;
      let beside = Math.max(1, count);
      unseen.style.setProperty('--fit', `calc(${size} * var(--u))`);
      for (; ; beside -= 1) {
        unseen.style.width = `${(width - gap * (beside - 1)) / beside}px`;
        // in broader columns things are less high: nothing may be higher than its box
        if (beside === 1 || Math.max(0, ...heights(unseen)) <= height) break;
      }
      const all = heights(unseen);
      const tallest = Math.max(0, ...all);
      const tried = { size, columns: beside, pages: split(all, { columns: beside, height, gap: below * pixel, most: each, down }) };
      if (size === LEAST && best && !cut && longest(tried) >= longest(best)) continue; // smaller for nothing
      best = tried;
      cut = tallest > height;
      far = rows && longest(best) > MANY_PAGES;
      if (longest(best) <= 1 && !cut) return best;
    }
    return best ?? { size: 36, columns: 1, pages: [] };
  }

  /** The heights stand in one row; each group takes its own part of it. */
  function split(all: number[], space: Parameters<typeof paged>[1]): Sheet[][] {
    let from = 0;
    return groups.map(({ items }) => {
      const own = all.slice(from, from + items.length);
      from += items.length;
      return paged(own, space);
    });
  }

  const headed = groups.some(({ heading }) => heading !== undefined);
  return (
    <div class={rows ? 'sheets sheets-rows' : 'sheets'}>
      {headed && !rows && (
        <div class="sheets-heads" aria-hidden="true">
          {groups.map(({ id, heading }) => (
            <div key={id} class="sheets-head">
              {heading}
            </div>
          ))}
        </div>
      )}
      <div
        ref={body}
        class="sheets-body"
        style={{ '--fit': `calc(${plan?.size ?? 36} * var(--u))`, '--below': below, ...(rows ? { '--across': across } : {}) }}
      >
        {groups.map((group, n) => {
          const pages = plan?.pages.length === groups.length ? (plan.pages[n] ?? []) : [];
          return <GroupPage key={group.id} group={group} pages={pages} page={page} boxed={rows} />;
        })}
      </div>
      <div ref={measure} class="sheets-measure" aria-hidden="true">
        {groups.flatMap(({ items }) => items.map(({ id, draw }) => <div key={id}>{draw}</div>))}
      </div>
      <PageMark page={page} of={of} />
    </div>
  );
}

/** Between columns; as in the style sheet. */
const GAP = 24;

/** The smallest text of a wall: for things that would else be higher than their box, and boxes that would take too long. */
const LEAST = 28;
/** In boxes below one another a page holds little: nobody waits for more pages than these. */
const MANY_PAGES = 3;

function longest({ pages }: Plan): number {
  return Math.max(0, ...pages.map((of) => of.length));
}

function heights(unseen: HTMLElement): number[] {
  return Array.from(unseen.children, (child) => (child as HTMLElement).offsetHeight);
}

/** What one group has for its things: its share of the row, or the inside of its box. */
function inside(box: HTMLElement, gap: number, groups: number, rows: boolean): { width: number; height: number } {
  const cell = box.querySelector('.sheets-group') as HTMLElement | null;
  if (rows && cell) return { width: cell.clientWidth, height: cell.clientHeight };
  return { width: (box.clientWidth - gap * (groups - 1)) / Math.max(1, groups) - paddings(cell), height: box.clientHeight };
}

/** What a group leaves free beside its things, as the rings do. */
function paddings(group: HTMLElement | null): number {
  if (!group) return 0;
  const { paddingLeft, paddingRight } = getComputedStyle(group);
  return (parseFloat(paddingLeft) || 0) + (parseFloat(paddingRight) || 0);
}

interface GroupPageProps {
  /** The group stands in a box of its own with its heading. */
  readonly boxed: boolean;
  readonly group: SheetGroup;
  readonly pages: readonly Sheet[];
  readonly page: number;
}

/** A group with fewer pages than the others starts again at its first. */
function GroupPage({ group, pages, page, boxed }: GroupPageProps) {
  const columns = pages[page % Math.max(1, pages.length)] ?? [[]];
  const sheet = columns.map((places, n) => (
    <div key={n} class="sheets-column">
      {places.map((place) => {
        const item = group.items[place];
        return item && <div key={item.id}>{item.draw}</div>;
      })}
    </div>
  ));
  if (!boxed) {
    return (
      <section class="sheets-group">
        {group.heading !== undefined && <h2 class="unseen">{group.heading}</h2>}
        {sheet}
      </section>
    );
  }
  return (
    <section class="sheets-cell">
      <h2 class="sheets-cell-head">{group.heading}</h2>
      <div class="sheets-group">{sheet}</div>
    </section>
  );
}
