/** The facilitator's screen: the day, the now, the people. On a phone it becomes a remote. */

import { Announcer, useKind } from '@kit';
import { type Page, type Room, type RoomConsole, t, useEffect, useMemo } from '@wire';
import { type Deed, useConsoleKeys } from './consoleKeys';
import { Desk } from './Desk';
import { kinds } from './kinds';
import { Notices } from './Notices';
import { Overlays } from './Overlays';
import type { PartProps } from './parts';
import { Remote } from './Remote';
import { SignedOut } from './SignedOut';
import { Steer } from './steer';
import { TopBar } from './TopBar';
import { useNarrow } from './useNarrow';
import { useWallLine } from './wallLine';

interface ConsoleProps {
  readonly page: Page;
  readonly room: Room;
}

export function Console({ page, room }: ConsoleProps) {
  const view = room.view<RoomConsole>('console').value;
  const out = room.out.value;
  if (out && out !== 'ended') return <SignedOut taken={out === 'revoked' || page.owner === false} />;
  if (!view) return <p class="console-wait">{t('The console is on its way …')}</p>;
  return <Steered page={page} room={room} view={view} />;
}

function Steered({ page, room, view }: ConsoleProps & { readonly view: RoomConsole }) {
  const steer = useMemo(() => new Steer(room), [room]);
  const kind = useKind(kinds, view.now?.kind);
  const turnQr = useWallLine(page.room, steer, view);
  const narrow = useNarrow();
  const does = (deed: Deed) => (deed === 'qr' ? turnQr() : doDeed(deed, steer, view));
  useConsoleKeys((deed) => {
    if (!steer.covered() || (deed === 'close' && steer.keyHelp.value)) does(deed);
  });
  useEffect(() => steer.closeGate(), [steer, view.now?.block, view.now?.step.id]);
  const props: PartProps = { page, room, view, steer, kind, does };
  return (
    <div class={narrow ? 'console console-remote' : 'console'}>
      <TopBar {...props} narrow={narrow} />
      <Notices {...props} />
      {narrow ? <Remote {...props} /> : <Desk {...props} />}
      <Overlays {...props} />
      <Announcer />
    </div>
  );
}

function doDeed(deed: Exclude<Deed, 'qr'>, steer: Steer, view: RoomConsole): void {
  switch (deed) {
    case 'next':
      return void steer.next(view);
    case 'back':
      return void steer.back(view);
    case 'blank':
      return void steer.ask('room/blank', { on: !view.blank });
    case 'lock':
      return void steer.ask('room/lock', { on: !view.locked });
    case 'pause':
      return void steer.ask(view.paused ? 'room/resume' : 'room/pause');
    case 'timer':
      return document.querySelector<HTMLInputElement>('#minutes')?.select();
    case 'say':
      return steer.open({ is: 'say', to: {} });
    case 'end_in_time':
      return steer.open({ is: 'end_in_time' });
    case 'words':
      return steer.open({ is: 'words' });
    case 'help':
      return steer.showKeys(!steer.keyHelp.value);
    case 'close':
      steer.showKeys(false);
      steer.showQr(false);
      return steer.closeGate();
  }
}
