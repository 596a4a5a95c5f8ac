/** The phone: what the room shows now, as this person sees it. */

import { Announcer } from '@kit/Announcer';
import { RehearsalMark } from '@kit/RehearsalMark';
import type { Page, Room, RoomCircle, RoomMe, RoomPhones, RoomTeam } from '@wire';
import { useEffect } from 'preact/hooks';
import { t } from '../../words';
import { Activity } from './Activity';
import { AtDoor } from './AtDoor';
import type { Drafts } from './drafts';
import { Foot } from './Foot';
import { Gone } from './Gone';
import { type Here, HereContext } from './here';
import { Messages } from './Messages';
import { Strip } from './Strip';
import { Waiting } from './Waiting';

interface AppProps {
  readonly page: Page;
  readonly room: Room;
  readonly drafts: Drafts;
}

export function App({ page, room, drafts }: AppProps) {
  const phones = room.view<RoomPhones>('phones').value;
  const mine = room.view<RoomMe>(`person:${page.person ?? ''}`).value;
  const team = room.view<RoomTeam>(`team:${mine?.me?.team ?? ''}`).value;
  const circle = room.view<RoomCircle>(`circle:${phones?.now?.block ?? ''}:${mine?.me?.circle ?? ''}`).value;
  useTitle(phones?.title ?? mine?.title);
  const here: Here = {
    page, room, drafts,
    me: mine?.me,
    team: team?.team,
    block: phones?.now?.block ?? 'lobby',
    step: phones?.now?.step.id ?? '',
  };
  return (
    <HereContext.Provider value={here}>
      <Strip page={page} room={room} drafts={drafts} />
      {phones?.rehearsal && <RehearsalMark />}
      {!room.out.value && <Messages room={phones?.messages} team={team?.messages} me={mine?.messages} />}
      {room.out.value ? (
        <Gone page={page} room={room} why={room.out.value} />
      ) : (
        <Shown phones={phones} mine={mine} team={team} circle={circle} />
      )}
      <Foot
        me={mine?.me}
        team={team?.team}
        mayCall={!room.out.value && phones !== undefined && phones.state !== 'ended'}
        mine={mine?.me && !mine.me.waits && !room.out.value ? `${page.base}mine` : undefined}
      />
      <Announcer />
    </HereContext.Provider>
  );
}

interface ShownProps {
  readonly phones: RoomPhones | undefined;
  readonly mine: RoomMe | undefined;
  readonly team: RoomTeam | undefined;
  readonly circle: RoomCircle | undefined;
}

function Shown({ phones, mine, team, circle }: ShownProps) {
  if (mine?.me?.waits) return <AtDoor {...mine} />;
  if (!phones) {
    return (
      <main class="page page-middle">
        <p class="question">{t('Coming in …')}</p>
      </main>
    );
  }
  if (!phones.now || phones.state === 'ended') return <Waiting phones={phones} />;
  return <Activity phones={phones} now={phones.now} mine={mine} team={team} circle={circle} />;
}

function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}
