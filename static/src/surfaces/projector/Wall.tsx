/** What the wall shows now: nothing, the lobby, the teams, a page of the course, or the activity. */

import { Announcer, type KindModules, type KindProjectorProps, KindView, QuietMark } from '@kit';
import { type Page, type Room, type RoomProjector, t, useEffect, useState } from '@wire';
import { Between } from './Between';
import { CoursePage } from './CoursePage';
import { Frame } from './Frame';
import { Lobby } from './Lobby';
import { QrScreen } from './QrScreen';
import { TakePicture } from './TakePicture';
import { Teams } from './Teams';
import { useWallKeys } from './wallKeys';
import { WallMessage } from './WallMessage';

const kinds = import.meta.glob('@kinds/*/projector.tsx') as KindModules<KindProjectorProps>;

interface WallProps {
  readonly page: Page;
  readonly room: Room;
  /** A miniature in the console: no keys, no sound. */
  readonly preview?: boolean;
}

export function Wall({ page, room, preview = false }: WallProps) {
  const shown = useLast(room.view<RoomProjector>('projector').value);
  const qr = useWallKeys(page.room, preview);
  return (
    <>
      {shown && <Picture wall={shown} page={page} room={room} preview={preview} />}
      {!shown && <p class="wall-wait">{t('The wall is on its way …')}</p>}
      {qr && shown && <QrScreen page={page} code={shown.code} />}
      {shown && page.pictures && !preview && <TakePicture page={page} wall={shown} />}
      <div class="wall-network">
        <QuietMark link={room.link.value} />
      </div>
      <Announcer />
    </>
  );
}

/** The last picture stays when the replica is dropped for a moment. */
function useLast<T>(value: T | undefined): T | undefined {
  const [last, keep] = useState(value);
  useEffect(() => {
    if (value !== undefined) keep(value);
  }, [value]);
  return value ?? last;
}

interface PictureProps extends WallProps {
  readonly wall: RoomProjector;
}

function Picture({ wall, page, room, preview = false }: PictureProps) {
  if (wall.blank) return <main class="wall-blank" aria-label={t('The wall is blank')} />;
  if (wall.state === 'lobby' && !wall.show_teams) {
    return (
      <div class="lobby-frame">
        <Lobby wall={wall} page={page} />
        <WallMessage wall={wall} />
      </div>
    );
  }
  return (
    <Frame wall={wall} page={page} now={() => room.now()} silent={preview}>
      <Stage wall={wall} room={room} />
    </Frame>
  );
}

function Stage({ wall, room }: { readonly wall: RoomProjector; readonly room: Room }) {
  const { now } = wall;
  if (wall.show_teams) return <Teams wall={wall} />;
  if (wall.slide) return <CoursePage page={wall.slide} />;
  const view = now && wall.block?.[now.block];
  if (!now || !view) return <Between wall={wall} />;
  const props = { room, block: now.block, view, now, teams: wall.teams, people: wall.counts.people, timer: wall.timer };
  return <KindView key={now.block} modules={kinds} kind={now.kind} props={props} />;
}
