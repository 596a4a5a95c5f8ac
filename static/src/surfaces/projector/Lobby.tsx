/** The wall while people come in: one huge QR, the code, and everybody's name on a note of its own. */

import { announce, type Listed, noteColour, PageMark, Qr, qrOf, ranked, RehearsalMark, shortAddress, spacedCode, TeamMark, usePages } from '@kit';
import { type ById, type Page, pick, type RoomProjector, t, type Team, tn, useEffect } from '@wire';

type Guest = Listed<{ readonly name: string; readonly rank: number; readonly team?: string }>;

/** How many names stand on one page, by the size of their notes. */
const ROOMY = 16;
const MOST = 36;

export function Lobby({ wall, page }: { readonly wall: RoomProjector; readonly page: Page }) {
  const guests = ranked(wall.lobby);
  return (
    <main class={guests.length > ROOMY ? 'lobby lobby-full' : 'lobby'}>
      <div class="lobby-door">
        <Qr src={qrOf(page, wall.code)} class="lobby-qr" />
        <p class="way-in">{t('Scan to join')}</p>
      </div>
      <div class="lobby-way">
        <p class="lobby-course">
          {wall.rehearsal && <RehearsalMark />} {pick(wall.course)}
        </p>
        <h1 class="lobby-title">{wall.title}</h1>
        <p class="way-or">{t('or open {address} and type', { address: shortAddress(page.short_url) })}</p>
        <p class="way-code figures">{spacedCode(wall.code)}</p>
        <Guests guests={guests} teams={wall.teams} />
      </div>
    </main>
  );
}

function Guests({ guests, teams }: { readonly guests: readonly Guest[]; readonly teams: ById<Team> }) {
  const pages = Math.max(1, Math.ceil(guests.length / MOST));
  const page = usePages(pages);
  const n = guests.length;
  useEffect(() => {
    if (n > 0) announce(tn(n, '{n} person is here', '{n} people are here'));
  }, [n]);
  if (n === 0) return <p class="lobby-nobody">{t('Be the first: your name will appear here.')}</p>;
  return (
    <>
      <p class="lobby-count figures">
        {tn(n, '{n} person is here', '{n} people are here')}
        <PageMark page={page} of={pages} />
      </p>
      <ul class={n > ROOMY ? 'guests guests-many' : 'guests'}>
        {guests.slice(page * MOST, (page + 1) * MOST).map((guest) => (
          <NameNote key={guest.id} guest={guest} team={guest.team === undefined ? undefined : teams[guest.team]} />
        ))}
      </ul>
    </>
  );
}

function NameNote({ guest, team }: { readonly guest: Guest; readonly team?: Team }) {
  return (
    <li class={`guest note-${noteColour(guest.rank)}`}>
      {team && <TeamMark team={team} />}
      <bdi class="guest-name">{guest.name}</bdi>
    </li>
  );
}
