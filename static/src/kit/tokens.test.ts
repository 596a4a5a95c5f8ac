import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const LIGHT = colours(css.slice(css.indexOf(':root {'), css.indexOf('/* DARK')));
const BY_SYSTEM = colours(css.slice(css.indexOf(":root:not([data-theme='light'])"), css.indexOf(":root[data-theme='dark']")));
const DARK = colours(css.slice(css.indexOf(":root[data-theme='dark']"), css.indexOf('/* A wall')));

const NOTES = [1, 2, 3, 4, 5, 6].map((n) => `note-${n}`);
const TEAMS = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `team-${n}`);
const GROUNDS = ['ground', 'surface'];

type Colours = Record<string, string>;

function colours(rules: string): Colours {
  return Object.fromEntries(Array.from(rules.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g), ([, name, value]) => [name, value]));
}

/** The contrast of WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map(linear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function tooClose(theme: Colours, front: string[], back: string[], least: number): string[] {
  return front.flatMap((a) =>
    back
      .map((b) => [a, b, contrast(theme[a]!, theme[b]!)] as const)
      .filter(([, , found]) => !(found >= least))
      .map(([a, b, found]) => `${a} on ${b}: ${found.toFixed(2)}`),
  );
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s theme', (_, theme) => {
  test('text stands out 7:1', () => {
    expect(tooClose(theme, ['ink', 'ink-soft', 'accent', 'good', 'warn', 'bad'], GROUNDS, 7)).toEqual([]);
    expect(tooClose(theme, ['ink', 'ink-soft'], NOTES, 7)).toEqual([]);
    expect(tooClose(theme, ['on-accent'], ['accent'], 7)).toEqual([]);
  });

  test('edges stand out 3:1', () => {
    expect(tooClose(theme, ['line'], GROUNDS, 3)).toEqual([]);
    for (const note of NOTES) expect(tooClose(theme, [`${note}-edge`], [note, ...GROUNDS], 3)).toEqual([]);
  });

  test('the marks of the teams stand out 3:1 wherever they appear', () => {
    expect(tooClose(theme, TEAMS, [...GROUNDS, ...NOTES], 3)).toEqual([]);
  });
});

test('both ways into the dark lead to the same colours', () => {
  expect(BY_SYSTEM).toEqual(DARK);
  expect(Object.keys(DARK)).toEqual(Object.keys(LIGHT));
});
