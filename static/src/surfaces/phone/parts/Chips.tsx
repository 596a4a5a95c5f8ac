/** One choice out of a few. Real radio buttons underneath, so that keyboards and screen readers know what they are. */

import type { ChipsProps } from '@wire';
import { useState } from 'preact/hooks';

let groups = 0;

export function Chips({ label, options, chosen, onChoose, wide, pairs, disabled }: ChipsProps) {
  const [name] = useState(() => `chips-${++groups}`);
  return (
    <fieldset class={wide ? 'chips chips-wide' : pairs ? 'chips chips-pairs' : 'chips'} disabled={disabled}>
      <legend>{label}</legend>
      <div class="chips-row">
        {options.map((option) => (
          <label key={option.id} class={option.id === chosen ? 'chip chip-chosen' : 'chip'}>
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={option.id === chosen}
              onChange={() => onChoose(option.id)}
            />
            {option.colour !== undefined && <i class={`chip-mark note-${option.colour}`} aria-hidden="true" />}
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
