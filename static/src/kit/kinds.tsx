/** How a surface shows a kind: its view is fetched when a block of that kind is first on. */

import type { ById, ConsoleNow, ConsolePerson, DeedType, Now, Room, Team, Timer } from '@wire';
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
  /** Asks whether somebody's words are to be erased for ever, and has it done. */
  readonly erase: (item: string, words: string) => void;
}

/** What a facilitator can do in a kind, each as it is named behind "Undo: ". */
export type Deeds<Kind extends string> = Readonly<Record<Extract<DeedType, `${Kind}/${string}`>, () => string>>;

/**
 * A kind's own part of a surface. On the console also the words on the Next key while it shows more of itself, the names
 * of what can be done in it, and the words of the thing that a deed was done to.
 */
export interface KindModule<Props> {
  readonly default: ComponentType<Props>;
  readonly ahead?: (command: Readonly<{ type: string }>) => string | undefined;
  readonly deeds?: Readonly<Record<string, () => string>>;
  readonly wordsOf?: (view: never, item: string) => string | undefined;
}

/** What `import.meta.glob('@kinds/*' + '/projector.tsx')` gives. */
export type KindModules<Props> = Readonly<Record<string, () => Promise<KindModule<Props>>>>;

export interface FoundKind<Props> {
  /** Absent while it is on its way, and when it did not arrive. */
  readonly module?: KindModule<Props>;
  readonly missing: boolean;
  readonly again: () => void;
}

export function useKind<Props>(modules: KindModules<Props>, kind: string | undefined): FoundKind<Props> {
  const [found, setFound] = useState<{ kind?: string; module?: KindModule<Props> }>({});
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    const show = (module?: KindModule<Props>) => wanted && setFound({ kind, module });
    const load = kind === undefined ? undefined : loaderOf(modules, kind);
    if (load) load().then(show, () => show());
    else show();
    return () => {
      wanted = false;
    };
  }, [modules, kind, tries]);
  const here = found.kind === kind;
  return {
    module: here ? found.module : undefined,
    missing: here && kind !== undefined && !found.module,
    again: () => setTries(tries + 1),
  };
}

interface KindViewProps<Props> {
  readonly modules: KindModules<Props>;
  readonly kind: string;
  readonly props: Props;
}

export function KindView<Props extends object>({ modules, kind, props }: KindViewProps<Props>) {
  return <ShownKind found={useKind(modules, kind)} props={props} />;
}

interface ShownKindProps<Props> {
  readonly found: FoundKind<Props>;
  readonly props: Props;
}

export function ShownKind<Props extends object>({ found, props }: ShownKindProps<Props>) {
  const View = found.module?.default;
  if (View) return <View {...props} />;
  return found.missing ? <NotArrived again={found.again} /> : null;
}

export function NotArrived({ again }: { readonly again: () => void }) {
  return (
    <div class="kind-missing" role="alert">
      <p>{t('This part of the page did not load.')}</p>
      <Button onPress={again}>{t('Try again')}</Button>
    </div>
  );
}

export function loaderOf<Props>(modules: KindModules<Props>, kind: string) {
  const path = Object.keys(modules).find((name) => name.split('/').slice(-2)[0] === kind);
  return path === undefined ? undefined : modules[path];
}
