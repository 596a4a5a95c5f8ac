/** A panel that lies over the console and has the keys until it is closed. */

import { Button, useTrap } from '@kit';
import { t, useRef } from '@wire';
import type { ComponentChildren } from 'preact';

interface DialogProps {
  readonly id: string;
  readonly title: string;
  readonly class?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Beside Close, at the bottom. */
  readonly actions?: ComponentChildren;
}

export function Dialog({ id, title, class: also, onClose, children, actions }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  useTrap(box, onClose);
  return (
    <div class="confirm-ground">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <dialog> is missing before Safari 15.4 */}
      <div ref={box} class={also ? `confirm dialog ${also}` : 'confirm dialog'} role="dialog" tabIndex={-1} aria-modal="true" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {children}
        <div class="confirm-buttons">
          <Button onPress={onClose}>{t('Close')}</Button>
          {actions}
        </div>
      </div>
    </div>
  );
}
