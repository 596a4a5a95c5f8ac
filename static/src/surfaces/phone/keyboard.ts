/** The keyboard of the phone takes half the screen; the field and its Send button stay in the other half. */

/** Below the row stands the last line of the page, which comes back when the typing ends. */
const MARGIN_PX = 64;
const FIELD_MARGIN_PX = 12;
/** Between the finger that goes up and the click that follows it on slow phones. */
const SOON_MS = 400;
/** How long a keyboard takes to come up where the browser does not tell. */
const KEYBOARD_MS = 350;

/** While somebody types the last line of the page stays where it is, so that it does not sit on the keyboard. */
export function watchTyping(): void {
  let pressed = false;
  // never while a finger is down: the line that comes back would catch the press on Send
  const lookSoon = () => setTimeout(() => pressed || tell(), SOON_MS);
  const press = (down: boolean) => () => {
    pressed = down;
    if (!down) lookSoon();
  };
  document.addEventListener('focusin', () => (isField(document.activeElement) ? tell() : lookSoon()));
  document.addEventListener('focusout', lookSoon);
  document.addEventListener('pointerdown', press(true), true);
  document.addEventListener('pointerup', press(false), true);
  document.addEventListener('pointercancel', press(false), true);
}

function tell(): void {
  document.documentElement.dataset['typing'] = String(isField(document.activeElement));
}

function isField(at: Element | null): boolean {
  return at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && at.type === 'text');
}

/** Scrolls so far that the whole row below the field can be seen, now and when the keyboard has come up. */
export function keepInSight(field: HTMLElement): void {
  const row = field.closest('form')?.querySelector<HTMLElement>('.composer-row');
  if (!row) return;
  const look = () => {
    if (document.activeElement !== field) return;
    const hidden = row.getBoundingClientRect().bottom + MARGIN_PX - heightLeft();
    const room = field.getBoundingClientRect().top - FIELD_MARGIN_PX;
    if (hidden > 0) window.scrollBy(0, Math.min(hidden, Math.max(0, room)));
  };
  setTimeout(look, KEYBOARD_MS);
  window.visualViewport?.addEventListener('resize', look);
  field.addEventListener('blur', () => window.visualViewport?.removeEventListener('resize', look), { once: true });
}

function heightLeft(): number {
  const { visualViewport: view } = window;
  return view ? view.height + view.offsetTop : window.innerHeight;
}
