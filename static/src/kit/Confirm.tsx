/** Asks once before something that cannot be taken back, and says what will be lost. */

import { useRef } from 'preact/hooks';
import { t } from '../words';
import { Button } from './Button';
import { useTrap } from './trap';

interface ConfirmProps {
  readonly question: string;
  /** What will be lost, or that nothing will be. */
  readonly lost: string;
  /** What the dangerous button says, such as "End the room". */
  readonly does: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function Confirm({ question, lost, does, onYes, onNo }: ConfirmProps) {
  const box = useRef<HTMLDivElement>(null);
  useTrap(box, onNo);
  return (
    <div class="confirm-ground">
      <div
        ref={box}
        class="confirm"
        role="alertdialog"
        tabIndex={-1}
        aria-modal="true"
        aria-labelledby="confirm-question"
        aria-describedby="confirm-lost"
      >
        <h2 id="confirm-question">{question}</h2>
        <p id="confirm-lost">{lost}</p>
        <div class="confirm-buttons">
          <Button onPress={onNo}>{t('Leave it as it is')}</Button>
          <Button look="danger" onPress={onYes}>
            {does}
          </Button>
        </div>
      </div>
    </div>
  );
}
