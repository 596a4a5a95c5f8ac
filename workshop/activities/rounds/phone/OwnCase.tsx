/** The first role chooses: a case of their own, which goes nowhere before they tap, or one of the course. */

import { Button } from '@kit/Button';
import { t } from '@wire';
import { ask, type RoundsProps } from './rounds';

export function OwnCase(props: RoundsProps) {
  const { mine } = props.block;
  if (!mine?.owner) return <p class="panel">{t('Nothing of the case is on any phone yet.')}</p>;
  if (mine.choice === 'own') {
    return (
      <p class="rounds-shared">
        <span>{t('Your group plays your case.')}</span>
        <Button onPress={() => ask(props, 'rounds/share_case', { on: false })}>{t('Take it back')}</Button>
      </p>
    );
  }
  return (
    <section class="panel">
      <h2>{t('Which case do you play?')}</h2>
      {mine.has_sheet && (
        <>
          <Button look="primary" class="button-wide" onPress={() => ask(props, 'rounds/share_case')}>
            {t('My own case: share it now')}
          </Button>
          <p class="soft">{t('Only then do the lines for each role go to the others in your group, and to nobody else.')}</p>
        </>
      )}
      <Button look={mine.has_sheet ? 'plain' : 'primary'} class="button-wide" onPress={() => ask(props, 'rounds/draw_case')}>
        {t('Draw a case')}
      </Button>
    </section>
  );
}
