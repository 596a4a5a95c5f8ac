/** The console no longer belongs to this browser. */

import { Button } from '@kit';
import { t } from '@wire';

export function SignedOut() {
  return (
    <main class="console-out">
      <h1>{t('You are signed out')}</h1>
      <p>{t('Sign in again and you are back at the same step. The room went on without a break.')}</p>
      <Button look="primary" onPress={() => location.reload()}>
        {t('Sign in again')}
      </Button>
    </main>
  );
}
