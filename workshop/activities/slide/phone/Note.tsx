/** A note for myself: a draft on this phone until I keep it. */

import { t } from '@wire';
import { onTheWay, type SlideProps } from './slides';

const LONGEST = 200;

export function Note(props: SlideProps) {
  const { room, block, parts } = props;
  const last = onTheWay(props, 'slide/keep_note').slice(-1)[0];
  const kept = last ? String(last.wish['text']) : (block.mine?.note ?? '');
  return (
    <section class="panel">
      <parts.Composer
        field="private-note"
        label={t('My private note')}
        send={t('Keep')}
        begin={{ text: kept }}
        longest={LONGEST}
        rows={3}
        mayBeEmpty
        stays
        hint={
          <>
            {kept !== '' && (
              <p>
                <parts.Says state={last?.state === 'waiting' ? 'waiting' : 'delivered'}>
                  {last?.state === 'waiting' ? t('Waiting to be sent') : t('Kept')}
                </parts.Says>
              </p>
            )}
            <p>{t('Only you can read it. It is kept as plain text on the server of this course and goes into your own handbook.')}</p>
          </>
        }
        onSend={(text) => void room.ask('slide/keep_note', { text }, { block: block.id })}
      />
    </section>
  );
}
