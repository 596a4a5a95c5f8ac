/** Pages of a wall: "2 / 3", turned by the arrow keys, or by themselves until somebody turns one by hand. */

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { t } from '../words';
import { useWindowSize } from './fit';
import { useKeys } from './keys';

const TURN_MS = 12_000;
/** After a page was turned by hand it stays this long. */
const STAY_MS = 60_000;

/** The page to show, counted from 0. It starts again at the first when `from` changes. */
export function usePages(count: number, from?: unknown): number {
  const [page, setPage] = useState(0);
  const [byHand, setByHand] = useState(0);
  useEffect(() => setPage(0), [from]);
  useEffect(() => {
    if (count < 2) return undefined;
    const turning = setTimeout(() => setPage((page + 1) % count), byHand === page + 1 ? STAY_MS : TURN_MS);
    return () => clearTimeout(turning);
  }, [page, count, byHand]);
  useKeys((key) => {
    const way = key === 'arrowright' ? 1 : key === 'arrowleft' ? -1 : 0;
    if (way === 0 || count < 2) return false;
    const to = (Math.min(page, count - 1) + way + count) % count;
    setPage(to);
    setByHand(to + 1);
    return true;
  });
  return Math.max(0, Math.min(page, count - 1));
}

/**
 * Turns what stands in columns like a book: as many columns at a time as there is room for. Returns the page, from 0,
 * and how many there are; `from` and `when` are as those of `usePages` and `useFit`.
 */
export function useBook(of: RefObject<HTMLElement | null>, from: unknown, ...when: readonly unknown[]): readonly [number, number] {
  const size = useWindowSize();
  const [pages, setPages] = useState(1);
  const page = usePages(pages, from);
  useLayoutEffect(() => {
    const book = of.current;
    if (!book) return;
    const opened = book.clientWidth + (Number.parseFloat(getComputedStyle(book).columnGap) || 0);
    setPages(Math.max(1, Math.ceil((book.scrollWidth - 1) / opened)));
    book.scrollLeft = page * opened;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is shown is listed by the caller
  }, [size, page, ...when]);
  return [page, pages];
}

export function PageMark({ page, of }: { readonly page: number; readonly of: number }) {
  if (of < 2) return null;
  return (
    <p class="page-mark figures" aria-label={t('Page {n} of {of}', { n: page + 1, of })}>
      {page + 1} / {of}
    </p>
  );
}
