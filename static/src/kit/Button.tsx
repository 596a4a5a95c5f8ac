/** A button with words on it, an icon, or both. A button of an icon alone has a name all the same. */

import type { IconNode } from 'lucide';
import type { ComponentChildren, Ref } from 'preact';
import { Icon } from './Icon';

export interface ButtonProps {
  readonly children?: ComponentChildren;
  readonly icon?: IconNode;
  /** Needed where there are no words on the button; becomes its name and its tip. */
  readonly name?: string;
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly onPress: () => void;
  readonly disabled?: boolean;
  /** For a button that stays in or comes out again, such as the lock. */
  readonly pressed?: boolean;
  /** For a button that opens a list: whether it is open. */
  readonly opens?: boolean;
  /** The key that does the same, shown small. */
  readonly shortcut?: string;
  readonly class?: string;
  readonly inner?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { children, icon, name, look = 'plain', onPress, disabled, pressed, opens, shortcut, class: also, inner } = props;
  return (
    <button
      ref={inner}
      type="button"
      class={`button button-${look}${also ? ` ${also}` : ''}${children ? '' : ' button-icon'}`}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      aria-haspopup={opens === undefined ? undefined : 'menu'}
      aria-expanded={opens}
      aria-disabled={disabled ? 'true' : undefined}
      onClick={() => !disabled && onPress()}
    >
      {icon && <Icon of={icon} />}
      {children && <span class="button-words">{children}</span>}
      {shortcut && (
        <kbd class="button-key" aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </button>
  );
}
