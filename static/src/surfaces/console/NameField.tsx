/** A name that is changed where it stands: Enter or leaving keeps it, Escape does not. */

import { useEffect, useRef, useState } from '@wire';

interface NameFieldProps {
  readonly label: string;
  readonly name: string;
  readonly longest: number;
  /** With the new name, or with nothing when it stays as it is. */
  readonly onDone: (name?: string) => void;
}

export function NameField({ label, name, longest, onDone }: NameFieldProps) {
  const [typed, type] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const done = () => onDone(typed.trim() && typed.trim() !== name ? typed : undefined);
  return (
    <input
      ref={field}
      class="field team-rename-field"
      aria-label={label}
      maxLength={longest}
      value={typed}
      onInput={(event) => type(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(key) => {
        if (key.isComposing) return;
        if (key.key === 'Enter') key.currentTarget.blur();
        if (key.key === 'Escape') onDone();
      }}
    />
  );
}
