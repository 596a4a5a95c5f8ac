/** Asks once before something that cannot be taken back, and says what will be lost. */

import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words';
import { Button } from './Button';

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
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.querySelector('button')?.focus();
    return () => before?.focus();
  }, []);
  useEffect(() => {
    const shown = box.current;
    const pressed = (key: KeyboardEvent) => onKey(key, shown, onNo);
    shown?.addEventListener('keydown', pressed);
    return () => shown?.removeEventListener('keydown', pressed);
  }, [onNo]);
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

/** Escape leaves everything as it is; Tab stays inside; no other key reaches the page below. */
function onKey(key: KeyboardEvent, box: HTMLElement | null, onNo: () => void): void {
  key.stopPropagation();
  if (key.key === 'Escape') onNo();
  if (key.key !== 'Tab' || !box) return;
  const buttons = Array.from(box.querySelectorAll('button'));
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = buttons[(at + (key.shiftKey ? -1 : 1) + buttons.length) % buttons.length];
  key.preventDefault();
  next?.focus();
}
