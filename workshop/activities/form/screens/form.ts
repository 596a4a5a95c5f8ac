/** A sheet as its views are sent; `views.py` is the truth. */

import { ranked } from '@kit/ranked';
import type { ById, Item, KindPhoneProps, ShowGiven, ShowView, Words } from '@wire';

export interface Option {
  readonly rank: number;
  readonly text: Words;
}

export interface ColumnView {
  readonly rank: number;
  readonly type: 'text' | 'choice' | 'date' | 'number';
  readonly label: Words;
  readonly required: boolean;
  readonly max?: number;
  readonly options?: ById<Option>;
}

export interface FieldView {
  readonly rank: number;
  readonly type: 'text' | 'longtext' | 'number' | 'choice' | 'multi' | 'date' | 'person' | 'table' | 'list';
  readonly label: Words;
  readonly required: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly max_items?: number;
  readonly options?: ById<Option>;
  readonly columns?: ById<ColumnView>;
  readonly rows?: { readonly min: number; readonly max: number };
  /** Of whom a field for a person lets one choose; of one’s own team where it says nothing. */
  readonly scope?: 'team' | 'room';
  /** Only its owner reads this field, though others read the rest. */
  readonly private?: true;
}

export interface SectionView {
  readonly rank: number;
  readonly title: Words;
  readonly fields: ById<FieldView>;
}

export type Paper = ById<SectionView>;

export interface CellView {
  readonly text?: string;
  readonly options?: ById<true>;
  readonly revision?: number;
}

/** What stands in a sheet. */
export interface Content {
  readonly cells: ById<CellView>;
  readonly tables?: ById<{ readonly rows: ById<{ readonly rank: number }> }>;
  readonly case?: string;
}

export interface Far {
  readonly filled: number;
  readonly of: number;
  readonly ready?: true;
}

export interface Hint {
  readonly level: 'block' | 'warn';
  readonly code: string;
  readonly message?: Words;
}

/** A sheet as its owners see it. */
export interface OwnSheet extends Content {
  readonly far: Far;
  readonly hints?: ById<Hint>;
  readonly ready?: true;
  readonly changed?: ById<true>;
  /** Who writes into which field, and when they last said so (ms). */
  readonly held?: ById<{ readonly person: string; readonly name: string; readonly at: number }>;
}

interface Line {
  readonly text: string;
  readonly erased?: true;
}

/** What a colleague found. */
export interface LookView {
  readonly ticks?: ById<true>;
  readonly marks?: ById<number>;
  readonly lines?: ById<Line>;
  readonly done?: true;
}

export interface ToCheck extends Content {
  readonly rank: number;
  readonly owner: string;
}

export interface FormWall {
  readonly title: Words;
  readonly scope: 'individual' | 'team';
  readonly level: 'self' | 'pair' | 'team' | 'room';
  readonly ready: number;
  readonly checked: number;
  readonly to_check: number;
  readonly checks?: true;
  readonly show?: ShowView;
  readonly outline: ById<{ readonly rank: number; readonly title: Words; readonly fields: number }>;
  /** What to look for in a sheet. */
  readonly items?: ById<Option>;
  readonly far?: ById<Far>;
  readonly sheet?: Content & { readonly unit: string; readonly owner: string };
  readonly paper?: Paper;
  readonly lines?: ById<Line>;
  /** With a card, how many got its best mark, which is `mark`. */
  readonly rates?: { readonly of: number; readonly found: ById<number>; readonly mark?: Words };
}

export interface CardView {
  readonly title: Words;
  readonly scale: ById<Option>;
  readonly items: ById<Option>;
}

/** A line that a checker writes; without a label it is the one suggestion. */
interface AskedLine {
  readonly rank: number;
  readonly label?: Words;
  readonly longest: number;
  readonly required?: boolean;
}

export interface CaseView {
  readonly rank: number;
  /** Absent for a case of the team’s own. */
  readonly title?: Words;
  readonly story?: Words;
  readonly hints?: Words;
}

export interface FormPhones extends FormWall {
  readonly paper: Paper;
  readonly editing: string;
  /** How long a field is held after its writer last said so; only on a sheet into which a whole team writes. */
  readonly hold_ms?: number;
  readonly card?: CardView;
  readonly asked?: { readonly fields: ById<AskedLine> };
  readonly least_ticks?: number;
  readonly line?: { readonly longest: number; readonly shortest: number };
  readonly cases?: ById<CaseView>;
  readonly case?: string;
  readonly reminded?: number;
  /** Everybody in the room, where a field asks for one of them. */
  readonly people?: ById<{ readonly name: string; readonly rank: number }>;
}

export interface FormTeam {
  readonly sheet: OwnSheet;
  readonly to_check?: ById<ToCheck>;
  readonly looks?: ById<LookView>;
  readonly heard?: ById<LookView>;
}

export interface FormCircle {
  readonly members: ById<{ readonly name: string }>;
  readonly checking?: ById<ById<ToCheck>>;
}

export interface FormMine {
  readonly sheet?: OwnSheet;
  /** What I found in the sheets of others, and what those who are done found in mine. */
  readonly looks?: ById<LookView>;
  readonly heard?: ById<LookView>;
  readonly line?: Line & { readonly hidden?: true };
  readonly told_witness?: Line & { readonly agreed?: true };
  readonly witness_of?: ById<Line & { readonly agreed?: true }>;
  readonly given?: ById<ShowGiven>;
  /** What I said earlier on this course, by the field it fits to; a hint is only to think about. */
  readonly offers?: ById<{ readonly text: Words; readonly hint?: true }>;
}

export interface ConsoleSheet extends Partial<Content> {
  readonly far: Far;
  readonly looks?: ById<LookView>;
  readonly line?: Line & { readonly hidden: boolean };
}

export interface FormConsole extends Omit<FormWall, 'sheet' | 'far' | 'lines'> {
  readonly units: ById<ConsoleSheet>;
  readonly checkers?: ById<ById<true>>;
  readonly shown?: string;
  readonly reminded?: number;
}

export type FormProps = KindPhoneProps<FormPhones, FormTeam, FormMine, FormCircle>;

/** The items of a type that are on their way. */
export function onTheWay({ room, block }: FormProps, type: string): readonly Item[] {
  return room.outbox.value.filter((item) => item.wish.block === block.id && item.wish.type === type && item.state !== 'refused');
}

/** My sheet, or my team's. */
export function ownSheet({ block }: FormProps): OwnSheet | undefined {
  return block.shared.scope === 'team' ? block.team?.sheet : block.mine?.sheet;
}

/** A field with what is on its way laid over what is stored. */
export function cellOf(props: FormProps, key: string): CellView & { readonly waits: boolean } {
  const stored = ownSheet(props)?.cells[key] ?? {};
  const written = onTheWay(props, 'form/write_field').filter(({ wish }) => wish['field'] === key);
  const chosen = onTheWay(props, 'form/choose').filter(({ wish }) => wish['field'] === key);
  const text = written.slice(-1)[0]?.wish['text'];
  const options = chosen.slice(-1)[0]?.wish['options'];
  return {
    ...stored,
    ...(typeof text === 'string' ? { text } : {}),
    ...(Array.isArray(options) ? { options: Object.fromEntries(options.map((id) => [String(id), true as const])) } : {}),
    revision: (stored.revision ?? 0) + written.length + chosen.length,
    waits: written.length + chosen.length > 0,
  };
}

/** The lines of a table or a list, in order. */
export function rowsOf(content: Content | undefined, field: string): readonly string[] {
  return ranked(content?.tables?.[field]?.rows).map(({ id }) => id);
}
