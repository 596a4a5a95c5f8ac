import axe from 'axe-core';
import { setWords } from '@wire';
import { shelf } from '@wire/shelf';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Drafts } from '../../../../static/src/surfaces/phone/drafts';
import { type FakeRoom, fakeRoom, PAGE } from '../../../../static/src/surfaces/phone/fake';
import { HereContext } from '../../../../static/src/surfaces/phone/here';
import { parts } from '../../../../static/src/surfaces/phone/parts';
import Phone from '../phone';
import type { QuizMine, QuizPhones } from './quiz';

const words = (text: string) => ({ zh: text, en: text });
const TEST: QuizPhones = {
  title: words('Listening'), intro: words('As you are'), use: 'self_test', size: 2, least_people: 3, submitted: 0, counting: 0, anonymous: false,
  items: { i1: { rank: 0, text: words('I put the phone away'), dim: 'hear' }, i2: { rank: 1, text: words('I interrupt'), dim: 'hear' } },
  scale: { '1': { rank: 0, text: words('never') }, '5': { rank: 1, text: words('always') } },
  dimensions: { hear: { rank: 0, text: words('Hearing') }, say: { rank: 1, text: words('Saying') } },
  one_per_page: true, again: false,
};
const DONE: QuizMine = {
  submitted: true, answers: { i1: 5, i2: 1 },
  result: {
    total: 88, straight: false, band: { name: words('Steady'), advice: words('Keep going') },
    dimensions: { hear: { rank: 0, points: 100, highest: true }, say: { rank: 1, points: 75, lowest: true, advice: words('Ask first') } },
  },
};

let room: FakeRoom;

function open(shared: QuizPhones, mine: QuizMine = {}, phase = 'answer') {
  const drafts = new Drafts(shelf(localStorage), 'r1', 'ann');
  const step = { id: phase, phase, name: words(phase), n: 1, of: 2 };
  return render(
    <HereContext.Provider value={{ page: PAGE, room, drafts, block: 'b1', step: phase }}>
      <main>
        <Phone
          room={room}
          block={{ id: 'b1', shared, mine }}
          now={{ block: 'b1', kind: 'quiz', title: words('Test'), step, ask: words('How sure are you?') }}
          me={{ id: 'ann', name: 'Ann' }}
          teams={{}}
          locked={false}
          parts={parts}
        />
      </main>
    </HereContext.Provider>,
  );
}

const text = () => document.body.textContent ?? '';

beforeEach(() => {
  localStorage.clear();
  setWords('en', {});
  room = fakeRoom({});
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('a test on the phone', () => {
  test('asks one thing at a time and goes on by itself', () => {
    open(TEST);
    fireEvent.click(screen.getByLabelText('always'));
    expect(room.asked).toEqual([{ type: 'quiz/answer', fields: { item: 'i1', value: 5 }, block: 'b1' }]);
    act(() => void vi.advanceTimersByTime(300));
    expect(text()).toContain('I interrupt');
    fireEvent.click(screen.getByText('One back'));
    expect(text()).toContain('I put the phone away');
  });

  test('names what is missing before anything is handed in', () => {
    open(TEST, { answers: { i1: 5 } });
    fireEvent.click(screen.getByText('Next'));
    expect(text()).toContain('One statement is not answered yet: number 2');
    fireEvent.click(screen.getByText('Hand in'));
    expect(room.asked).toEqual([]);
    fireEvent.click(screen.getByText('Go there'));
    expect(text()).toContain('I interrupt');
  });

  test('hands in once everything is answered', () => {
    open(TEST, { answers: { i1: 5, i2: 1 } });
    fireEvent.click(screen.getByText('Hand in'));
    expect(room.asked).toEqual([{ type: 'quiz/submit', fields: {}, block: 'b1' }]);
  });

  test('holds the result until it is released', () => {
    open(TEST, DONE).unmount();
    expect(text().includes('88')).toBe(false);
    open({ ...TEST, released: true }, DONE);
    expect(text()).toContain('88 / 100');
    expect(text()).toContain('Keep going');
    expect(text()).toContain('Ask first');
  });

  test('marks my own place in the chart of the room', () => {
    open({ ...TEST, chart: { is: 'total_distribution', n: 5, mean: 60, tens: { '6': 4, '8': 1 } } }, DONE, 'room');
    expect(document.querySelectorAll('.quiz-ten-mine')).toHaveLength(1);
    expect(document.querySelector('.quiz-ten-mine')?.textContent).toContain('80 to 89: 1');
  });

  test.each([
    ['answer', TEST, {}],
    ['answer', { ...TEST, one_per_page: false, questions: { keep: { rank: 0, text: words('What helped?'), longest: 60, required: false } } }, {}],
    ['mine', { ...TEST, released: true as const }, DONE],
    ['talk', { ...TEST, released: true as const, planning: { longest: 40, shortest: 1 } }, DONE],
  ])('has nothing that axe finds (%s)', async (phase, shared, mine) => {
    vi.useRealTimers();
    const { container } = open(shared, mine, phase);
    const found = await axe.run(container, { rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
