/** Hands a seat over to another phone: a link that works once, as a picture to scan. The old phone is signed out by it. */

import { Button, useTicks } from '@kit';
import { t, tn, useEffect, useState } from '@wire';
import { Dialog } from './Dialog';
import { LinkField } from './LinkField';
import { personName } from './names';
import type { PartProps } from './parts';
import { post } from './post';

interface SeatLink {
  readonly url: string;
  /** The picture, as SVG. */
  readonly qr: string;
  readonly minutes: number;
}

const MINUTE_MS = 60_000;

export function Seat({ page, room, view, steer, person }: PartProps & { readonly person: string }) {
  const [made, setMade] = useState<{ link?: SeatLink; until: number }>();
  const [tries, setTries] = useState(0);
  useTicks(5_000);
  useEffect(() => {
    let wanted = true;
    void post<SeatLink>(page, steer, 'seat-link', { person }).then(
      (link) => wanted && setMade({ link, until: room.now() + (link?.minutes ?? 0) * MINUTE_MS }),
    );
    return () => {
      wanted = false;
    };
  }, [page, room, steer, person, tries]);
  const left = made ? Math.ceil((made.until - room.now()) / MINUTE_MS) : 0;
  const who = view.people[person];
  const again = <Button onPress={() => setTries(tries + 1)}>{t('Make a new link')}</Button>;
  return (
    <Dialog
      id="seat"
      title={t('Hand over the seat of {name}', { name: who ? personName(who) : '' })}
      class="seat-box"
      onClose={() => steer.open()}
      actions={made && left <= 0 ? again : undefined}
    >
      {made?.link && left > 0 && (
        <>
          <p>{t('Scan this with the new phone. The old phone is signed out; everything that was written stays with the seat.')}</p>
          <span class="qr seat-qr">
            <img src={`data:image/svg+xml,${encodeURIComponent(made.link.qr)}`} alt={t('QR code that hands the seat over')} />
          </span>
          <LinkField url={made.link.url} />
          <p class="key-note figures">{tn(left, 'It works once, for one more minute.', 'It works once, for {n} more minutes.')}</p>
        </>
      )}
      {made && left <= 0 && <p>{made.link ? t('This link has run out.') : t('There is no link.')}</p>}
      <p class="key-note">{t('The other way: the person joins as at the beginning, picks their name and types the four digits of their seat code.')}</p>
    </Dialog>
  );
}
