/** A button that opens a list of choices, such as "Move to". Everything a drag could do can be done here. */

import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from './Button';
import { Icon } from './Icon';

export interface Choice {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly icon?: IconNode;
  /** Choices with the same heading stand together under it. */
  readonly under?: string;
  readonly danger?: boolean;
  /** The choice that is in force now. */
  readonly on?: boolean;
  readonly onPick: () => void;
}

interface MenuProps {
  readonly name: string;
  readonly icon?: IconNode;
  readonly children?: ComponentChildren;
  readonly look?: 'plain' | 'quiet';
  readonly choices: readonly Choice[];
  readonly class?: string;
}

export function Menu({ name, icon, children, look = 'quiet', choices, class: also }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (focus: boolean) => {
    setOpen(false);
    if (focus) button.current?.focus();
  };
  return (
    <span class={also ? `menu ${also}` : 'menu'}>
      <Button inner={button} name={children ? undefined : name} icon={icon} look={look} onPress={() => setOpen(!open)} opens={open}>
        {children}
      </Button>
      {open && <Choices name={name} choices={choices} button={button.current} onClose={close} />}
    </span>
  );
}

interface ChoicesProps {
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly button: HTMLElement | null;
  readonly onClose: (focus: boolean) => void;
}

function Choices({ name, choices, button, onClose }: ChoicesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!list.current) return;
    keepInside(list.current, button);
    items(list.current)[0]?.focus();
  }, [button]);
  useEffect(() => {
    const elsewhere = (press: Event) => {
      const at = press.target as Node;
      if (!list.current?.contains(at) && !button?.contains(at)) onClose(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [button, onClose]);

  const onKeyDown = (key: KeyboardEvent) => {
    const to = list.current && stepTo(items(list.current), key.key);
    if (key.key === 'Escape' || key.key === 'Tab') onClose(key.key === 'Escape');
    to?.focus();
    if (to || key.key === 'Escape') key.preventDefault();
    if (key.key !== 'Tab') key.stopPropagation();
  };
  return (
    <div ref={list} class="menu-list" role="menu" tabIndex={-1} aria-label={name} onKeyDown={onKeyDown}>
      {choices.map((choice, n) => (
        <MenuItem key={choice.id} choice={choice} heads={choice.under !== choices[n - 1]?.under} onClose={onClose} />
      ))}
    </div>
  );
}

function MenuItem({ choice, heads, onClose }: { choice: Choice; heads: boolean; onClose: (focus: boolean) => void }) {
  const pick = () => {
    onClose(true);
    choice.onPick();
  };
  return (
    <>
      {heads && choice.under && (
        <div class="menu-heading" role="presentation">
          {choice.under}
        </div>
      )}
      <button
        type="button"
        role={choice.on === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked={choice.on}
        tabIndex={-1}
        class={`menu-item${choice.danger ? ' menu-danger' : ''}${choice.on ? ' menu-on' : ''}`}
        onClick={pick}
      >
        {choice.icon && <Icon of={choice.icon} />}
        <span>{choice.label}</span>
      </button>
    </>
  );
}

function items(list: HTMLElement): HTMLElement[] {
  return Array.from(list.querySelectorAll<HTMLElement>('.menu-item'));
}

function stepTo(all: HTMLElement[], key: string): HTMLElement | undefined {
  const at = all.indexOf(document.activeElement as HTMLElement);
  switch (key) {
    case 'ArrowDown':
      return all[(at + 1) % all.length];
    case 'ArrowUp':
      return all[(at - 1 + all.length) % all.length];
    case 'Home':
      return all[0];
    case 'End':
      return all[all.length - 1];
    default:
      return undefined;
  }
}

/** Hangs the list below its button, or above or to the left of it where the screen ends. */
function keepInside(list: HTMLElement, button: HTMLElement | null): void {
  const anchor = button?.getBoundingClientRect();
  if (!anchor) return;
  const { width, height } = list.getBoundingClientRect();
  const below = anchor.bottom + 4;
  const top = below + height > window.innerHeight - 8 ? Math.max(8, anchor.top - height - 4) : below;
  const left = Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8));
  list.style.top = `${top}px`;
  list.style.left = `${left}px`;
}
