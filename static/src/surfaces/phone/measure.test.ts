import { describe, expect, test } from 'vitest';
import { measure } from './measure';

describe('the counter', () => {
  test('counts Chinese characters for a Chinese reader and letters for an English one', () => {
    expect(measure('新人走了', { longest: 40 }, 'zh')).toMatchObject({ n: 4, of: 40 });
    expect(measure('They left', { longest: 40 }, 'en')).toMatchObject({ n: 9, of: 80 });
  });

  test('says when a note gets small on the wall, and when it is too long', () => {
    const sizes = [30, 31, 40, 41].map((length) => measure('字'.repeat(length), { longest: 40, fits: 30 }, 'zh'));
    expect(sizes.map(({ small, over }) => [small, over])).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [false, true],
    ]);
  });

  test('does not count the white space around a text, as the server does not', () => {
    expect(measure('  短 \n', { longest: 10, shortest: 2 }, 'zh')).toMatchObject({ n: 1, under: true });
    expect(measure('   ', { longest: 10, shortest: 2 }, 'zh')).toMatchObject({ n: 0, under: false });
  });
});
