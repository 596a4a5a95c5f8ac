import { afterEach, describe, expect, test } from 'vitest';
import { lang, pick, sentence, setWords, t, tn } from './words';

afterEach(() => setWords('en', {}));

describe('words', () => {
  test('are the English sentence where nobody translated it', () => {
    setWords('zh', {});
    expect(t('Send')).toBe('Send');
    expect(t('{n} of {of} in', { n: 3, of: 12 })).toBe('3 of 12 in');
    expect([tn(1, 'one note', '{n} notes'), tn(3, 'one note', '{n} notes')]).toEqual(['one note', '3 notes']);
  });

  test('are the translation where there is one', () => {
    setWords('zh', { Send: '发送', 'one note': ['{n} 张便签'] });
    expect([t('Send'), tn(1, 'one note', '{n} notes'), tn(3, 'one note', '{n} notes')]).toEqual([
      '发送',
      '1 张便签',
      '3 张便签',
    ]);
    expect([lang.value, document.documentElement.lang]).toEqual(['zh', 'zh-CN']);
  });

  test('tell why something was refused, with texts of the course in the reader’s language', () => {
    setWords('zh', { 'board/zone_full': '“{zone}”已经有 {most} 张了，请换一栏。' });
    const facts = { zone: { zh: '高流失', en: 'High turnover' }, most: 12 };
    expect(sentence('board/zone_full', facts)).toBe('“高流失”已经有 12 张了，请换一栏。');
    setWords('en', { 'board/zone_full': '“{zone}” already holds {most} notes.' });
    expect(sentence('board/zone_full', facts)).toBe('“High turnover” already holds 12 notes.');
  });

  test('name the code of a refusal that has no sentence yet', () => {
    expect(sentence('board/unheard_of')).toBe('That was not possible just now (board/unheard_of).');
    expect(sentence('constructor')).toBe('That was not possible just now (constructor).');
  });

  test('never read a fact as a sentence with places of its own', () => {
    expect(t('Hello, {name}', { name: '{constructor} {name}' })).toBe('Hello, {constructor} {name}');
    expect(t('Hello, {toString}', {})).toBe('Hello, {toString}');
  });

  test('pick the reader’s language of a text of the course', () => {
    setWords('zh', {});
    expect(pick({ zh: '写', en: 'Write' })).toBe('写');
  });
});
