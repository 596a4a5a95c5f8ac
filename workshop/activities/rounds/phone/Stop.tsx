/** The key that ends the round for my group at once, and the calm that follows. */

import { Button } from '@kit/Button';
import { t } from '@wire';
import { ask, type RoundsProps } from './rounds';

export function StopKey(props: RoundsProps) {
  return (
    <p class="rounds-stop">
      <Button look="danger" class="button-wide" onPress={() => ask(props, 'rounds/stop')}>
        {t('Stop')}
      </Button>
      <span class="soft">{t('Ends the round for your group at once. Nobody asks why.')}</span>
    </p>
  );
}

export function Stopped({ parts }: RoundsProps) {
  return (
    <section class="panel">
      <h2>{t('The round is over for your group.')}</h2>
      <p>{t('Step out of your roles. Take a breath and stay together; the facilitator can help.')}</p>
      <parts.Notice tone="calm">{t('You go on with everybody in the next step.')}</parts.Notice>
    </section>
  );
}
