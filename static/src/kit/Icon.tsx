/** One drawing of the icon set. It says nothing to a screen reader: the words beside it, or the control's name, do. */

import type { IconNode } from 'lucide';
import { h } from 'preact';

export interface IconProps {
  readonly of: IconNode;
  readonly class?: string;
}

export function Icon({ of, class: also }: IconProps) {
  return (
    <svg class={also ? `icon ${also}` : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes], n) => h(tag, { key: n, ...attributes }))}
    </svg>
  );
}
