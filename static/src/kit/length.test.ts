import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clusters, graphemes, weightedLength } from './length';

const SAID = [
  '', 'a', 'ab', 'abc', '人刚带熟就走了', '首次解决率（首解率）', '客户满意度（CSAT）', 'AHT 平均 6 分 20 秒', '“聽”——五样……东西',
  '新人 3 个月走了 5 个，老人不愿带', 'café', 'e\u0301e\u0301', '👍', '👍🏽', '👨‍👩‍👧‍👦 一家', '🇨🇳🇩🇪', '1️⃣ 第一', '⭐⭐⭐', '한글 각', 'ก็ดี',
  'line one\nline two', '〇々ー', '①②③', '→ 对', '℃', 'ａｂｃ', '⌚☔⚡', '½ 天',
];
const ROOT = join(import.meta.dirname, '../../..');
const PYTHON = join(ROOT, '.venv/bin/python');

describe('the weighted length', () => {
  test('counts a Chinese character one and a Latin letter half, rounded up', () => {
    expect(weightedLength('高流失')).toBe(3);
    expect(weightedLength('high')).toBe(2);
    expect(weightedLength('CSAT 低')).toBe(4);
    expect(weightedLength('abc')).toBe(2);
  });

  test('counts a family, a flag and a keycap as one character each', () => {
    expect(graphemes('👨‍👩‍👧‍👦🇨🇳1️⃣')).toHaveLength(3);
  });

  test.each(SAID)('cuts %j as well without the help of the browser', (text) => {
    expect(clusters(text)).toEqual(graphemes(text));
  });

  test.skipIf(!existsSync(PYTHON))('is the same as the one of the server', () => {
    const code =
      'import json,sys; from workshop.parts.length import weighted_length as w; print(json.dumps([w(t) for t in json.load(sys.stdin)]))';
    const told = execFileSync(PYTHON, ['-c', code], { cwd: ROOT, input: JSON.stringify(SAID) });
    expect(SAID.map(weightedLength)).toEqual(JSON.parse(told.toString()));
  });
});
