/**
 * What is being typed into one field.
 *
 * The browser owns the text: it is read from the field and not written back while somebody types, since that would
 * tear an input method out of its composition.
 */

import { type Signal, signal } from '@preact/signals';
import type { Draft, Drafts } from '../drafts';
import { tidy } from '../measure';

export class Typing {
  readonly draft: Signal<Draft>;
  /** Something was typed that has not been sent. */
  readonly unsent: Signal<boolean>;
  /** The text for the counter: without the letters that an input method has not turned into characters yet. */
  readonly counted: Signal<string>;
  private field: HTMLTextAreaElement | null = null;
  private composing = false;
  private afterwards: (() => void) | undefined;

  constructor(
    private readonly drafts: Drafts,
    private readonly name: string,
    begin: Draft = { text: '' },
  ) {
    const kept = drafts.read(name);
    this.draft = signal(kept ?? begin);
    this.unsent = signal(kept !== undefined);
    this.counted = signal(this.draft.value.text);
  }

  readonly attach = (field: HTMLTextAreaElement | null): void => {
    this.field = field;
    if (field) write(field, this.draft.value.text);
  };

  /** The text as it would be sent. */
  text(): string {
    return tidy(this.field?.value ?? this.draft.value.text);
  }

  typed(): void {
    this.change({ ...this.draft.value, text: this.field?.value ?? '' });
    if (this.field) grow(this.field);
  }

  choose(choice: string): void {
    this.change({ ...this.draft.value, choice });
  }

  fill(field: string, value: string): void {
    this.change({ ...this.draft.value, fields: { ...this.draft.value.fields, [field]: value } });
  }

  /** Puts the cursor behind the last letter. */
  enter(): void {
    this.field?.focus();
    this.field?.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  composeBegin(): void {
    this.composing = true;
  }

  composeEnd(): void {
    this.composing = false;
    this.typed();
    const act = this.afterwards;
    this.afterwards = undefined;
    // some browsers tell of the last letters only after the end of the composition
    if (act) setTimeout(act);
  }

  /** Acts at once, or when the word is finished: leaving the field makes the input method commit it. */
  whenComposed(act: () => void): void {
    if (!this.composing) return act();
    this.afterwards = act;
    this.field?.blur();
  }

  /** What was typed has been handed over; the choice stays for the next text. */
  sent(how: 'cleared' | 'stays'): void {
    this.forget();
    if (how === 'stays') return;
    this.show({ ...this.draft.value, text: '', fields: {} });
    this.field?.focus();
  }

  /** What was kept has changed elsewhere; what somebody typed here goes before it. */
  keptIs(text: string): void {
    if (!this.unsent.value && this.draft.value.text !== text) this.show({ ...this.draft.value, text });
  }

  forget(): void {
    this.drafts.drop(this.name);
    this.unsent.value = false;
  }

  private show(draft: Draft): void {
    this.draft.value = draft;
    this.counted.value = draft.text;
    if (this.field) write(this.field, draft.text);
  }

  private change(draft: Draft): void {
    this.draft.value = draft;
    this.unsent.value = true;
    if (!this.composing) this.counted.value = draft.text;
    this.drafts.keepSoon(this.name, draft);
  }
}

function write(field: HTMLTextAreaElement, text: string): void {
  if (field.value !== text) field.value = text;
  grow(field);
}

/** As tall as its text, so that nothing scrolls inside a page that scrolls. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  if (field.scrollHeight > 0) field.style.height = `${field.scrollHeight + 2}px`;
}
