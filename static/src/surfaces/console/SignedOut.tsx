/** The console no longer belongs to this browser. */

import { Button } from '@kit';
import { t } from '@wire';

interface SignedOutProps {
  /** The trainer took the link of this co-facilitator back. */
  readonly taken: boolean;
}

export function SignedOut({ taken }: SignedOutProps) {
  if (taken) {
    return (
      <main class="console-out">
        <h1>{t('You no longer lead this room')}</h1>
        <p>{t('The trainer has taken your link back, or it has run out. The room goes on; ask the trainer for a new link if you are still needed.')}</p>
      </main>
    );
  }
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
