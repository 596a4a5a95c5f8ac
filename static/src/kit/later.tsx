/** A part of a kind's view that is fetched when it is first shown, and is there at once from then on. */

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { NotArrived } from './kinds';

export type Later<Props> = ComponentType<Props> & { readonly fetch: () => Promise<void> };

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let View: ComponentType<Props> | undefined;
  const fetch = async () => {
    View = await load();
  };

  function Part(props: Props) {
    const [tries, setTries] = useState(0);
    const [{ missing }, setEnd] = useState({ missing: false });
    useEffect(() => {
      if (!View) fetch().then(() => setEnd({ missing: false }), () => setEnd({ missing: true }));
    }, [tries]);
    if (View) return <View {...props} />;
    return missing ? <NotArrived again={() => setTries(tries + 1)} /> : null;
  }
  return Object.assign(Part, { fetch });
}
