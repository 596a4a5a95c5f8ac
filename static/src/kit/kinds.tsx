/** How a surface shows a kind: its view is fetched when a block of that kind is first on. */

import type { ById, ConsoleNow, ConsolePerson, Now, Room, Team, Timer } from '@wire';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../words';
import { Button } from './Button';

/** What the wall hands to a kind. */
export interface KindProjectorProps<View = unknown> {
  readonly room: Room;
  /** The block's id. */
  readonly block: string;
  readonly view: View;
  readonly now: Now;
  readonly teams: ById<Team>;
  /** How many people are in the room. */
  readonly people: number;
  readonly timer?: Timer;
}

/** What the console hands to a kind. */
export interface KindConsoleProps<View = unknown> {
  readonly room: Room;
  readonly block: string;
  readonly view: View;
  readonly now: ConsoleNow;
  readonly teams: ById<Team>;
  readonly people: ById<ConsolePerson>;
  /** Sends a command of this kind for this block; a refusal is shown by the console. */
  readonly ask: (type: string, fields?: Readonly<Record<string, unknown>>) => Promise<boolean>;
}

/** What `import.meta.glob('@kinds/*' + '/projector.tsx')` gives. */
export type KindModules<Props> = Readonly<Record<string, () => Promise<{ readonly default: ComponentType<Props> }>>>;

interface KindViewProps<Props> {
  readonly modules: KindModules<Props>;
  readonly kind: string;
  readonly props: Props;
}

export function KindView<Props extends object>({ modules, kind, props }: KindViewProps<Props>) {
  const [found, setFound] = useState<{ kind: string; View?: ComponentType<Props> }>({ kind: '' });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    const show = (View?: ComponentType<Props>) => wanted && setFound({ kind, View });
    const load = loaderOf(modules, kind);
    if (load) load().then((module) => show(module.default), () => show());
    else show();
    return () => {
      wanted = false;
    };
  }, [modules, kind, tries]);

  if (found.kind !== kind) return null;
  if (found.View) return <found.View {...props} />;
  return (
    <div class="kind-missing" role="alert">
      <p>{t('This part of the page did not arrive.')}</p>
      <Button onPress={() => setTries(tries + 1)}>{t('Try again')}</Button>
    </div>
  );
}

function loaderOf<Props>(modules: KindModules<Props>, kind: string) {
  const path = Object.keys(modules).find((name) => name.split('/').slice(-2)[0] === kind);
  return path === undefined ? undefined : modules[path];
}
