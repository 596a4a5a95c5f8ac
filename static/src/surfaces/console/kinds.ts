/** The consoles of the kinds, each fetched when it is first needed. */

import { type KindConsoleProps, type KindModule, type KindModules, loaderOf } from '@kit';
import { useEffect, useState } from '@wire';

export type ConsoleKind = KindModule<KindConsoleProps>;

export const kinds = import.meta.glob('@kinds/*/console.tsx') as KindModules<KindConsoleProps>;

/** The modules of several kinds as they arrive. */
export function useKinds(names: readonly string[]): ReadonlyMap<string, ConsoleKind> {
  const [found, setFound] = useState<ReadonlyMap<string, ConsoleKind>>(new Map());
  const wanted = names.join(' ');
  useEffect(() => {
    for (const name of wanted.split(' ')) {
      const load = loaderOf(kinds, name);
      void load?.().then(
        (module) => setFound((others) => new Map(others).set(name, module)),
        () => undefined, // then its deeds are named in general
      );
    }
  }, [wanted]);
  return found;
}
