import axe from 'axe-core';
import type { SlideMine, SlidePhones } from '@wire';
import { setWords } from '@wire';
import { shelf } from '@wire/shelf';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { Drafts } from '../../../../static/src/surfaces/phone/drafts';
import { type FakeRoom, fakeRoom, PAGE } from '../../../../static/src/surfaces/phone/fake';
import { HereContext } from '../../../../static/src/surfaces/phone/here';
import { parts } from '../../../../static/src/surfaces/phone/parts';
import Phone from '../phone';

const words = (text: string) => ({ zh: text, en: text });
const SLIDE: SlidePhones = {
  page: { n: 1, of: 2 }, asks: false, keeps_notes: false,
  slide: { title: words('Three bridges'), points: { '0': { rank: 0, text: words('Customer and company') } } },
};
const PULSE: SlidePhones = {
  ...SLIDE,
  pulse: {
    state: 'open', answered: 3, question: words('Which is weakest?'),
    options: { '0': { rank: 0, text: words('Customer') }, '1': { rank: 1, text: words('Data') } },
  },
};
const BOX: SlidePhones = {
  ...SLIDE, asks: true, keeps_notes: true,
  questions: {
    q1: { text: 'Will bots replace us?', rank: 0, support: 4, answered: false, pinned: false },
    q2: { text: 'Whose numbers?', rank: 1, support: 0, answered: true, pinned: false },
  },
};

let room: FakeRoom;

function open(shared: SlidePhones, mine: SlideMine = {}) {
  const drafts = new Drafts(shelf(localStorage), 'r1', 'ann');
  const step = { id: 'show', phase: 'show', name: words('Explain'), n: 1, of: 2 };
  return render(
    <HereContext.Provider value={{ page: PAGE, room, drafts, block: 'b1', step: 'show' }}>
      <main>
        <Phone
          room={room}
          block={{ id: 'b1', shared, mine }}
          now={{ block: 'b1', kind: 'slide', title: words('Trends'), step, ask: words('Look') }}
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
});

describe('slides on the phone', () => {
  test('show the page of the wall, with the points so far', () => {
    open(SLIDE);
    expect(text()).toBe('Three bridgesCustomer and company');
  });

  test('take an answer, which can be changed until the pulse is closed', () => {
    open(PULSE, { option: 0 });
    expect(screen.getByLabelText<HTMLInputElement>('Customer').checked).toBe(true);
    fireEvent.click(screen.getByLabelText('Data'));
    expect(room.asked).toEqual([{ type: 'slide/answer_pulse', fields: { option: 1 }, block: 'b1' }]);
    act(() => room.wait({ wish: { type: 'slide/answer_pulse', block: 'b1', option: 1 } }));
    expect(screen.getByLabelText<HTMLInputElement>('Data').checked).toBe(true);
    expect(text()).toContain('Waiting to be sent');
  });

  test('show the spread only once the pulse is closed', () => {
    open(PULSE).unmount();
    expect(document.querySelector('.bar')).toBeNull();
    const options = { '0': { rank: 0, text: words('Customer'), n: 1 }, '1': { rank: 1, text: words('Data'), n: 2 } };
    open({ ...SLIDE, pulse: { ...PULSE.pulse!, state: 'closed', options } }, { option: 1 });
    expect(Array.from(document.querySelectorAll('.bar'), (bar) => bar.textContent)).toEqual(['Customer1', 'Data (my answer)2']);
  });

  test('put a question into the box, and support another', () => {
    open(BOX, {});
    fireEvent.input(screen.getByLabelText('Ask a question'), { target: { value: 'When?' } });
    fireEvent.click(screen.getByText('Ask'));
    fireEvent.click(screen.getByText('Same question'));
    expect(room.asked).toEqual([
      { type: 'slide/ask', fields: { text: 'When?' }, block: 'b1' },
      { type: 'slide/support', fields: { question: 'q1', on: true }, block: 'b1' },
    ]);
    act(() => room.wait({ wish: { type: 'slide/support', block: 'b1', question: 'q1', on: true } }));
    expect(screen.getByText('Same question').parentElement?.textContent).toContain('5');
  });

  test('keep a private note, say who can read it, and clear it again', () => {
    open(BOX, { note: 'count the repeat calls' });
    expect(text()).toContain('Only you can read it.');
    const field = screen.getByLabelText<HTMLTextAreaElement>('My private note');
    expect(field.value).toBe('count the repeat calls');
    fireEvent.input(field, { target: { value: '' } });
    fireEvent.click(screen.getByText('Keep'));
    expect(room.asked).toEqual([{ type: 'slide/keep_note', fields: { text: '' }, block: 'b1' }]);
  });

  test.each([SLIDE, PULSE, BOX])('have nothing that axe finds (%#)', async (shared) => {
    const { container } = open(shared, { supported: { q1: true }, asked: { q2: true } });
    const found = await axe.run(container, { rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
