/** The calm page between activities: what is coming, my team, my seat code. */

import type { RoomPhones } from '@wire';
import { pick, t } from '../../words';
import { useHere } from './here';
import { TeamCard } from './TeamCard';

export function Waiting({ phones }: { readonly phones: RoomPhones }) {
  const { me, team } = useHere();
  return (
    <main class="page">
      <p class="soft">{phones.title}</p>
      <h1 class="hello">{hello(phones, me?.name)}</h1>
      <p>{saying(phones)}</p>
      {phones.coming && phones.state !== 'ended' && (
        <section class="panel coming">
          <p class="soft">{t('Coming up')}</p>
          <h2>{pick(phones.coming)}</h2>
        </section>
      )}
      {team && <TeamCard team={team} over={phones.state === 'ended'} />}
      {me?.seat_code && <SeatCode code={me.seat_code} />}
    </main>
  );
}

function SeatCode({ code }: { readonly code: string }) {
  return (
    <section class="panel seat">
      <p class="soft">{t('Your seat code')}</p>
      <p class="seat-code figures">{code}</p>
      <p class="soft">{t('With a new phone you come back to your seat by your name and this code. A screenshot keeps it.')}</p>
    </section>
  );
}

function hello(phones: RoomPhones, name: string | undefined): string {
  if (phones.state === 'ended') return t('The course is over. Thank you!');
  return name ? t('Hello, {name}', { name }) : t('Hello');
}

function saying(phones: RoomPhones): string {
  switch (phones.state) {
    case 'lobby':
      return t('You are in. When the facilitator begins, this page changes by itself.');
    case 'running':
      return t('Nothing to do right now. When it goes on, this page changes by itself.');
    case 'ended':
      return t('Everything you sent is kept. Your facilitator will tell you where to find the results.');
  }
}
