/** A test as its views are sent; `views.py` is the truth. */

import type { ById, Item, KindPhoneProps, Words } from '@wire';

export type ChartName = 'total_distribution' | 'dimension_mean_radar' | 'item_mean_bars' | 'pre_post_shift';

interface Ranked {
  readonly rank: number;
  readonly text: Words;
}

export interface BandOnChart extends Ranked {
  readonly from: number;
  readonly to: number;
}

/** The numbers of one chart; which of them are there depends on the chart. */
export interface ChartData {
  /** How many people stand behind the numbers. */
  readonly n: number;
  /** How many totals are in each ten, from 0-9 to 90-100. */
  readonly tens?: ById<number>;
  readonly bands?: ById<BandOnChart>;
  readonly mean?: number;
  readonly dimensions?: ById<Ranked & { readonly mean: number }>;
  readonly least?: number;
  readonly most?: number;
  readonly items?: ById<Ranked & { readonly dim?: string; readonly mean?: number; readonly before?: number; readonly after?: number }>;
}

export interface Shown extends ChartData {
  readonly is: ChartName;
  readonly dimension?: string;
}

export interface PlanLine {
  readonly text: string;
  readonly erased?: true;
  readonly rank: number;
}

export interface QuizWall {
  readonly title: Words;
  readonly intro: Words;
  readonly use: string;
  /** How many statements it has. */
  readonly size: number;
  readonly minutes?: number;
  /** The room sees numbers from so many people on. */
  readonly least_people: number;
  readonly submitted: number;
  readonly counting: number;
  readonly anonymous: boolean;
  readonly released?: true;
  readonly chart?: Shown;
  readonly too_few?: true;
  readonly plans?: ById<PlanLine>;
  readonly spotlit?: string;
  readonly debrief?: ById<Ranked>;
}

export interface QuizPhones extends QuizWall {
  readonly items: ById<Ranked & { readonly dim: string }>;
  readonly scale: ById<Ranked>;
  readonly dimensions: ById<Ranked>;
  readonly one_per_page: boolean;
  readonly again: boolean;
  readonly questions?: ById<Ranked & { readonly longest: number; readonly required: boolean }>;
  readonly planning?: { readonly longest: number; readonly shortest: number };
  /** The facilitator asked for what is missing, then (server ms). */
  readonly reminded?: number;
}

export interface Result {
  readonly total: number;
  readonly straight: boolean;
  readonly band?: { readonly name: Words; readonly advice: Words };
  readonly dimensions: ById<{
    readonly rank: number;
    readonly points: number;
    readonly advice?: Words;
    readonly lowest?: true;
    readonly highest?: true;
  }>;
}

export interface QuizMine {
  readonly answers?: ById<number>;
  readonly written?: ById<string>;
  readonly submitted?: true;
  readonly confirmed?: true;
  readonly result?: Result;
  /** The same test, answered earlier. */
  readonly before?: { readonly answers: ById<number>; readonly total: number };
  readonly plan?: { readonly id: string; readonly text: string; readonly erased?: true };
}

export interface QuizConsole extends Omit<QuizWall, 'plans' | 'chart'> {
  readonly charts: Readonly<Partial<Record<ChartName, ChartData>>>;
  readonly wanted: Readonly<Partial<Record<ChartName, { readonly rank: number }>>>;
  readonly dimensions: ById<Ranked>;
  readonly shown?: { readonly chart: ChartName; readonly dimension?: string };
  readonly plans?: ById<PlanLine & { readonly shown: boolean }>;
  readonly reminded?: number;
}

export type QuizProps = KindPhoneProps<QuizPhones, unknown, QuizMine>;

/** The items of a type that are on their way. */
export function onTheWay({ room, block }: QuizProps, type: string): readonly Item[] {
  return room.outbox.value.filter((item) => item.wish.block === block.id && item.wish.type === type && item.state !== 'refused');
}

/** What I tapped: what is on its way goes before what is stored. */
export function answersOf(props: QuizProps): ById<number> {
  const answers: Record<string, number> = { ...props.block.mine?.answers };
  for (const { wish } of onTheWay(props, 'quiz/answer')) answers[String(wish['item'])] = Number(wish['value']);
  return answers;
}
