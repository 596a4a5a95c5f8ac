import { describe, expect, test } from 'vitest';

const sources = {
  ...import.meta.glob<string>(['./**/*.ts', './**/*.tsx'], { query: '?raw', import: 'default', eager: true }),
  ...import.meta.glob<string>(['@kinds/*/phone.tsx', '@kinds/*/phone/*.{ts,tsx}'], { query: '?raw', import: 'default', eager: true }),
};

describe('the phone', () => {
  test('takes single parts of the kit, so that no phone loads what the other surfaces need', () => {
    const whole = Object.keys(sources).filter((name) => /from '@kit'/.test(sources[name] ?? ''));
    expect(Object.keys(sources).length).toBeGreaterThan(20);
    expect(whole.filter((name) => !name.endsWith('imports.test.ts'))).toEqual([]);
  });
});
