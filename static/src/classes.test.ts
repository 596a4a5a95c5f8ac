/** A class means one thing on a screen: the style sheet of a kind stays when the next activity is something else. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const TOP = `${join(import.meta.dirname, '../..')}/`;
const KINDS = `${TOP}workshop/activities/`;
const KIT = ['kit/parts.css', 'kit/menus.css', 'kit/drag.css'];
const SCREENS = { 'style.css': 'projector/wall.css', 'console.css': 'console/console.css', 'phone.css': 'phone/phone.css' };

/** Classes that are styled alone, not only inside of something else. */
function styled(file: string): Set<string> {
  let css = '';
  try {
    css = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\//g, '');
  } catch {
    return new Set(); // a kind that needs no styles on this screen
  }
  const selectors = Array.from(css.matchAll(/([^{}]+)\{/g), (match) => (match[1] ?? '').split(',')).flat();
  return new Set(selectors.flatMap((selector) => /^\.([\w-]+)$/.exec(selector.trim())?.[1] ?? []));
}

function kinds(): string[] {
  return readdirSync(KINDS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name);
}

test.each(Object.entries(SCREENS))('no class of a kind in %s is one of the screen, of the kit or of another kind', (own, screen) => {
  const owners = new Map<string, string[]>();
  const files: [string, string[]][] = kinds().map((kind) => [kind, [`${KINDS}${kind}/${own}`]]);
  files.push(['screen', [...KIT, `surfaces/${screen}`].map((file) => `${TOP}static/src/${file}`)]);
  for (const [owner, paths] of files) {
    for (const name of new Set(paths.flatMap((path) => Array.from(styled(path))))) owners.set(name, [...(owners.get(name) ?? []), owner]);
  }
  expect(owners.size).toBeGreaterThan(20);
  expect(Array.from(owners).filter(([, found]) => found.length > 1)).toEqual([]);
});
