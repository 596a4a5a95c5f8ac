/** Everything the console does to the room, and what came of it. */

import { announce } from '@kit';
import type { ScreenLink } from './screenLink';
import { type Answer, type ConsoleNow, type Room, type RoomConsole, sentence, signal, type Signal, t } from '@wire';

/** A gate that said no is overridden by the same key within this time; later it is asked again. */
const GATE_MS = 12_000;
const TOLD_MS = 8_000;

export interface Gate {
  readonly block?: string;
  readonly step?: string;
  readonly missing: number;
  readonly of: number;
  readonly per: string;
}

/** A question that is asked before something that cannot be taken back. */
export interface Question {
  readonly question: string;
  readonly lost: string;
  readonly does: string;
  readonly yes: () => void;
}

/** Whom a message is for: everybody, a team or a person. */
export type Hearer = Readonly<{ team?: string; person?: string }>;

/** What lies over the console until it is closed. */
export type Panel =
  | { readonly is: 'say'; readonly to: Hearer }
  | { readonly is: 'seat'; readonly person: string }
  | { readonly is: 'helpers' }
  | { readonly is: 'end_in_time' }
  | { readonly is: 'minutes'; readonly block: string }
  | { readonly is: 'add'; readonly before?: string }
  | { readonly is: 'words' }
  | { readonly is: 'wall_link'; readonly link: ScreenLink };

/** Words to be erased, and where they stand; without a block they are the room's own. */
export interface Erasure {
  readonly block?: string;
  readonly item: string;
  readonly words: string;
}

type Fields = Readonly<Record<string, unknown>>;

export class Steer {
  /** Who is missing, while Next waits to be pressed once more. */
  readonly gate: Signal<Gate | undefined> = signal(undefined);
  /** Why the last command was refused, in a sentence. */
  readonly told: Signal<string | undefined> = signal(undefined);
  readonly question: Signal<Question | undefined> = signal(undefined);
  readonly bigQr: Signal<boolean> = signal(false);
  readonly panel: Signal<Panel | undefined> = signal(undefined);
  /** Deeds that were taken back while their view is on its way. */
  readonly takenBack: Signal<ReadonlySet<string>> = signal(new Set());
  readonly keyHelp: Signal<boolean> = signal(false);
  private gateTimer = 0;
  private toldTimer = 0;
  private readonly onItsWay = new Set<string>();

  constructor(readonly room: Room) {}

  /** Sends a command; true when it was done. A refusal is shown; being second is nobody's fault and is not. */
  async ask(type: string, fields: Fields = {}, block?: string): Promise<boolean> {
    return this.settle(await this.room.ask(type, fields, { block }));
  }

  /** What the Next key does: more of the activity, the next step, the next activity, or the end. */
  async next(view: RoomConsole): Promise<void> {
    const { next, now } = view;
    if (next.does === 'nothing') return;
    if (next.does === 'end') return this.end();
    if (next.does === 'ahead') {
      const { type, ...fields } = next.command ?? { type: '' };
      await this.once(`ahead ${JSON.stringify(next.command)}`, () => this.ask(type, fields, now?.block));
      return;
    }
    const place = placeOf(now);
    await this.once(`next ${place.block}/${place.step}`, () => this.leave(place));
  }

  async back(view: RoomConsole): Promise<void> {
    const place = placeOf(view.now);
    await this.once(`back ${place.block}/${place.step}`, () => this.ask('room/back', place));
  }

  async undo({ id, name, redo }: { readonly id: string; readonly name: string; readonly redo?: true }): Promise<void> {
    await this.once(`undo ${id}`, async () => {
      if (!(await this.ask('room/undo', { deed: Number(id) }))) return;
      this.takenBack.value = new Set(this.takenBack.value).add(id);
      announce(redo ? t('Done again: {deed}', { deed: name }) : t('Taken back: {deed}', { deed: name }));
    });
  }

  /** Opens a panel; without one the panel that is open goes away. */
  open(panel?: Panel): void {
    this.panel.value = panel;
  }

  /** Something lies over the console and has the keys. */
  covered(): boolean {
    return this.question.value !== undefined || this.panel.value !== undefined || this.keyHelp.value;
  }

  erase({ block, item, words }: Erasure): void {
    this.put({
      question: t('Erase these words for ever?'),
      lost: t('“{words}” disappears from the wall, the phones, the record on the server and every later download. This cannot be undone, not even by you. To take something off the wall only, hide it.', { words }),
      does: t('Erase for ever'),
      yes: () => void this.ask('room/erase_text', block === undefined ? { item } : { block, item }),
    });
  }

  forget(person: string, name: string): void {
    this.put({
      question: t('Forget {name} for ever?', { name }),
      lost: t('The name, the seat and every word this person wrote are erased: on the wall, on the phones, in the record on the server and in every later download. This cannot be undone, not even by you. To end somebody’s part in the room only, remove them.'),
      does: t('Forget for ever'),
      yes: () => void this.ask('room/forget_person', { person }),
    });
  }

  /** Asks before something that cannot be taken back; without a question the one that is open goes away. */
  put(question?: Question): void {
    this.question.value = question;
  }

  showQr(on: boolean): void {
    this.bigQr.value = on;
  }

  showKeys(on: boolean): void {
    this.keyHelp.value = on;
  }

  end(): void {
    this.put({
      question: t('End the room?'),
      lost: t('Nobody can join or send any more. Nothing is lost: everything can be read and downloaded, and you can open the room again.'),
      does: t('End the room'),
      yes: () => void this.ask('room/end'),
    });
  }

  say(text: string): void {
    this.told.value = text;
    announce(text, 'once');
    clearTimeout(this.toldTimer);
    this.toldTimer = window.setTimeout(() => (this.told.value = undefined), TOLD_MS);
  }

  /** The gate is open again: the step changed, or nobody pressed the key a second time. */
  closeGate(): void {
    clearTimeout(this.gateTimer);
    this.gate.value = undefined;
  }

  private async leave(place: Pick<Gate, 'block' | 'step'>): Promise<void> {
    const waits = this.gate.value;
    const anyway = waits !== undefined && waits.block === place.block && waits.step === place.step;
    const answer = await this.room.ask('room/next', anyway ? { ...place, anyway } : place);
    if ('no' in answer && answer.code === 'room/gate') return this.shut({ ...place, ...gateFacts(answer.facts) });
    this.closeGate();
    this.settle(answer);
  }

  private shut(gate: Gate): void {
    this.gate.value = gate;
    clearTimeout(this.gateTimer);
    this.gateTimer = window.setTimeout(() => this.closeGate(), GATE_MS);
  }

  private settle(answer: Answer): boolean {
    if ('ok' in answer) return true;
    if ('lost' in answer) this.say(t('The server did not answer. Look at the wall before you press again.'));
    else if (answer.code !== 'room/already') this.say(sentence(answer.code, answer.facts));
    return false;
  }

  /** A key that is pressed again before the first press was answered counts once. */
  private async once(what: string, act: () => Promise<unknown>): Promise<void> {
    if (this.onItsWay.has(what)) return;
    this.onItsWay.add(what);
    try {
      await act();
    } finally {
      this.onItsWay.delete(what);
    }
  }
}

function placeOf(now: ConsoleNow | undefined): { block?: string; step?: string } {
  return now ? { block: now.block, step: now.step.id } : {};
}

function gateFacts(facts: Fields): Pick<Gate, 'missing' | 'of' | 'per'> {
  const { missing, of, per } = facts as { missing?: number; of?: number; per?: string };
  return { missing: missing ?? 0, of: of ?? 0, per: per ?? 'person' };
}
