/** One thing I will do: mine to change; it goes on the wall only when the facilitator puts it there, without my name. */

import { t } from '@wire';
import { onTheWay, type QuizProps } from './quiz';

export function Plan(props: QuizProps) {
  const { room, block, parts, locked } = props;
  const { planning } = block.shared;
  if (!planning) return null;
  const last = onTheWay(props, 'quiz/write_plan').slice(-1)[0];
  const kept = last ? String(last.wish['text']) : (block.mine?.plan?.text ?? '');
  return (
    <section class="panel">
      <parts.Composer
        field="plan"
        label={t('One thing I will do')}
        send={kept === '' ? t('Send') : t('Change it')}
        begin={{ text: kept }}
        longest={planning.longest}
        shortest={planning.shortest}
        rows={2}
        stays
        {...(locked ? { closed: t('The input is stopped for now.') } : {})}
        hint={
          <>
            {kept !== '' && (
              <p>
                <parts.Says state={last?.state === 'waiting' ? 'waiting' : 'delivered'} />
              </p>
            )}
            <p>{t('The facilitator can read it and may put it on the wall. Nobody is told that it is yours.')}</p>
          </>
        }
        onSend={(text) => void room.ask('quiz/write_plan', { text }, { block: block.id })}
      />
    </section>
  );
}
