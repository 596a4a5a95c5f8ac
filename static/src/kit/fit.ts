/** How things are made to fit a wall: it never scrolls, it writes smaller or it pages. */

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

/** Columns of one page, each a list of places in the row of things that was given. */
export type Sheet = number[][];

interface Space {
  readonly columns: number;
  readonly height: number;
  readonly gap: number;
  /** Most things on one page. */
  readonly most: number;
  /** Fills one column after the other instead of row by row. */
  readonly down?: boolean;
}

interface Page {
  readonly sheet: Sheet;
  readonly filled: number[];
  held: number;
}

/**
 * Lays things of these heights out in reading order: each goes to the shortest column that has room for it, and a new
 * page begins when none has. What is less high may still fill a page before it, but not where the order says
 * something (`down`): there columns that need one page are about as long as each other. Something higher than a page
 * stands alone in its column.
 */
export function paged(heights: readonly number[], space: Space): Sheet[] {
  const pages = packed(heights, space);
  return space.down && pages.length === 1 ? evened(heights, space) : pages;
}

/** All on one page, with the shortest first column that leaves room for the rest in the others. */
function evened(heights: readonly number[], space: Space): Sheet[] {
  let pages: Sheet[] = [];
  let height = 0;
  for (const own of heights) {
    height += own;
    pages = packed(heights, { ...space, height });
    if (pages.length === 1) break;
    height += space.gap;
  }
  return pages;
}

function packed(heights: readonly number[], { columns, height, gap, most, down = false }: Space): Sheet[] {
  const pages: Page[] = [];
  heights.forEach((own, n) => {
    const open = down ? pages.slice(-1) : pages;
    let page = open.find(({ filled, held }) => held < most && place(filled, own, height, down) >= 0);
    if (!page) {
      page = { sheet: Array.from({ length: columns }, () => []), filled: Array<number>(columns).fill(0), held: 0 };
      pages.push(page);
    }
    const at = place(page.filled, own, height, down);
    page.sheet[at]?.push(n);
    page.filled[at] = (page.filled[at] ?? 0) + own + gap;
    page.held += 1;
  });
  return pages.map(({ sheet }) => sheet);
}

/** The emptiest column that still has room (or the last one begun), the leftmost of equals; -1 when there is none. */
function place(filled: readonly number[], own: number, height: number, down: boolean): number {
  const begun = down ? filled.reduce((last, used, n) => (used > 0 ? n : last), 0) : 0;
  let best = -1;
  filled.forEach((used, n) => {
    const fits = n >= begun && (used === 0 || used + own <= height);
    if (fits && (best < 0 || (!down && used < (filled[best] ?? 0) - 1))) best = n;
  });
  return best;
}

const AS_THEY_ARE = [0];

/**
 * Writes `--fit` on the element: the largest of the sizes (in pixels of a 1080 wall) with which nothing sticks out, and
 * no text is cut that is marked `data-whole`; with the smallest, a text that is still too long ends in dots.
 */
export function useFit(of: RefObject<HTMLElement | null>, sizes: readonly number[], ...when: readonly unknown[]): void {
  useFitColumns(of, sizes, AS_THEY_ARE, ...when);
}

/**
 * As `useFit`, for what stands in `--columns`: of the given numbers of columns the first with which the largest size
 * fits, and the first of all where none does.
 */
export function useFitColumns(
  of: RefObject<HTMLElement | null>,
  sizes: readonly number[],
  columns: readonly number[],
  ...when: readonly unknown[]
): void {
  const width = useWindowSize();
  useLayoutEffect(() => {
    const box = of.current;
    if (!box) return;
    for (const size of sizes) {
      box.style.setProperty('--fit', `calc(${size} * var(--u))`);
      for (const n of columns) {
        arrange(box, n);
        if (fits(box)) return;
      }
    }
    arrange(box, columns[0]);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is shown is listed by the caller
  }, [width, ...when]);
}

function arrange(box: HTMLElement, columns: number | undefined): void {
  if (columns) box.style.setProperty('--columns', String(columns));
}

/** Whether all of it can be seen: nothing sticks out, and no text that is marked `data-whole` is cut. */
export function fits(box: Element): boolean {
  return !sticksOut(box) && !Array.from(box.querySelectorAll('[data-whole]')).some(isCut);
}

function sticksOut(box: Element): boolean {
  return box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth;
}

/** By more than a rounded pixel; how high its letters are does not matter. */
function isCut(text: Element): boolean {
  return text.scrollWidth > text.clientWidth + 1;
}

/** Hides the children of a list that stick out below: a line is shown whole or not at all. */
export function useWholeOnly(of: RefObject<HTMLElement | null>): void {
  useWindowSize();
  useLayoutEffect(() => {
    const list = of.current;
    for (const line of Array.from(list?.children ?? []) as HTMLElement[]) {
      const below = line.offsetTop + line.offsetHeight - (line.offsetParent === list ? 0 : (list?.offsetTop ?? 0));
      line.style.visibility = below > (list?.clientHeight ?? 0) ? 'hidden' : '';
    }
  });
}

/** Draws again when the window changes; the text says its size. */
export function useWindowSize(): string {
  const [now, set] = useState(windowSize);
  useEffect(() => {
    const changed = () => set(windowSize());
    addEventListener('resize', changed);
    return () => removeEventListener('resize', changed);
  }, []);
  return now;
}

/** One pixel of the drawing of the wall, `--u` of tokens.css, in pixels of this screen. */
export function wallPixel(): number {
  return Math.min(innerHeight / 1080, innerWidth / 1440);
}

let squeezes = 0;

/** Something takes room from the work, or gives it back: everything is made to fit again. */
export function fitAgain(): void {
  squeezes += 1;
  dispatchEvent(new Event('resize'));
}

function windowSize(): string {
  return `${innerWidth}x${innerHeight}, ${squeezes}`;
}
