/** What has just arrived, so that the eye finds it. */

import { useEffect, useRef, useState } from 'preact/hooks';

const FRESH_MS = 5_000;
/** More than this at once is a page that was opened, not notes that arrived. */
const AT_ONCE = 6;

/** The ids that came in the last five seconds; those that were there at first are not new. */
export function useFresh(ids: readonly string[]): ReadonlySet<string> {
  const knownRef = useRef<Set<string> | undefined>(undefined);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const came = arrivals(knownRef.current, ids);
    knownRef.current = new Set([...(knownRef.current ?? []), ...ids]);
    if (came.length === 0) return;
    setFresh((before) => new Set([...before, ...came]));
    // not cleared with the effect: each note keeps its own five seconds
    setTimeout(() => setFresh((before) => new Set([...before].filter((id) => !came.includes(id)))), FRESH_MS);
      // oxlint-disable-next-line react-hooks/exhaustive-deps -- the ids, not the list that holds them
  }, [ids.join()]);
  return fresh;
}

export function arrivals(known: ReadonlySet<string> | undefined, ids: readonly string[]): string[] {
  const came = known ? ids.filter((id) => !known.has(id)) : [];
  return came.length > AT_ONCE ? [] : came;
}
