import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Dictionary } from './wordFiles';

const files: Record<string, () => Promise<Dictionary>> = {};
vi.mock('./wordFiles', () => ({ files }));

type Small = typeof import('./words');

/** A phone that has just been opened. */
async function opened(): Promise<Small> {
  vi.resetModules();
  return import('./words');
}

const here = (words: Dictionary) => vi.fn<() => Promise<Dictionary>>(() => Promise.resolve(words));
const lost = () => Promise.reject<Dictionary>(new Error('no network'));

/** A file that arrives when it is told to. */
function slow(words: Dictionary) {
  const told: (() => void)[] = [];
  const coming = new Promise<Dictionary>((resolve) => told.push(() => resolve(words)));
  return { load: () => coming, arrive: () => told.forEach((tell) => tell()) };
}

beforeEach(() => {
  for (const name of Object.keys(files)) delete files[name];
  Object.assign(files, {
    './words/zh.json': here({ Send: '发送', Vote: '投票', 'board/late': '已经结束了。' }),
    './words/zh.phone.json': here({ Send: '发送' }),
    './words/en.phone.json': here({}),
    './words/zh.phone.board.json': here({ Vote: '投票' }),
    './words/en.phone.board.json': here({ Vote: 'Cast your vote' }),
    './words/zh.refusals.json': here({ 'board/late': '已经结束了。' }),
    './words/en.refusals.json': here({ 'board/late': 'This is over.' }),
  });
});

describe('a surface with small files', () => {
  test('loads its own words, and those of a kind when it comes', async () => {
    const words = await opened();
    await words.loadWords('zh', 'phone');
    expect([words.t('Send'), words.t('Vote')]).toEqual(['发送', 'Vote']);
    await words.loadKindWords('board');
    expect([words.t('Send'), words.t('Vote')]).toEqual(['发送', '投票']);
    expect(files['./words/zh.json']).toHaveBeenCalledTimes(0);
  });

  test('changes the language of all it has loaded at once', async () => {
    const words = await opened();
    await words.loadWords('zh', 'phone');
    await words.loadKindWords('board');
    const late = slow({ Vote: 'Cast your vote' });
    files['./words/en.phone.board.json'] = late.load;
    const changing = words.loadWords('en', 'phone');
    await Promise.resolve();
    expect([words.lang.value, words.t('Vote')]).toEqual(['zh', '投票']);
    late.arrive();
    await changing;
    expect([words.lang.value, words.t('Vote')]).toEqual(['en', 'Cast your vote']);
  });

  test('has the words of a kind that comes while the language changes in the new language', async () => {
    const words = await opened();
    await words.loadWords('zh', 'phone');
    const late = slow({});
    files['./words/en.phone.json'] = late.load;
    const both = Promise.all([words.loadWords('en', 'phone'), words.loadKindWords('board')]);
    late.arrive();
    await both;
    expect([words.lang.value, words.t('Vote')]).toEqual(['en', 'Cast your vote']);
  });

  test('says no to a kind whose words did not arrive, and takes them the next time', async () => {
    const words = await opened();
    await words.loadWords('zh', 'phone');
    const found = files['./words/zh.phone.board.json'];
    files['./words/zh.phone.board.json'] = lost;
    await expect(words.loadKindWords('board')).rejects.toThrow('no network');
    if (found) files['./words/zh.phone.board.json'] = found;
    await words.loadKindWords('board');
    expect(words.t('Vote')).toBe('投票');
  });

  test('fetches the words of refusals when it is first refused, and says nothing until they are here', async () => {
    const words = await opened();
    await words.loadWords('zh', 'phone');
    expect(files['./words/zh.refusals.json']).toHaveBeenCalledTimes(0);
    expect(words.sentence('board/late')).toBe('');
    await vi.waitFor(() => expect(words.sentence('board/late')).toBe('已经结束了。'));
    expect(words.sentence('board/unheard_of')).toBe('That was not possible just now (board/unheard_of).');
  });

  test('names the code when the words of refusals cannot be had', async () => {
    files['./words/zh.refusals.json'] = lost;
    const words = await opened();
    await words.loadWords('zh', 'phone');
    words.sentence('board/late');
    await vi.waitFor(() => expect(words.sentence('board/late')).toBe('That was not possible just now (board/late).'));
  });
});

describe('a surface with everything', () => {
  test('has one file, and no need of others', async () => {
    const words = await opened();
    await words.loadWords('zh', 'console');
    await words.loadKindWords('board');
    expect([words.t('Vote'), words.sentence('board/late')]).toEqual(['投票', '已经结束了。']);
    expect(files['./words/zh.phone.board.json']).toHaveBeenCalledTimes(0);
  });
});
