import axe from 'axe-core';
import { setWords } from '@wire';
import { shelf } from '@wire/shelf';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { Drafts } from '../../../../static/src/surfaces/phone/drafts';
import { type FakeRoom, fakeRoom, PAGE } from '../../../../static/src/surfaces/phone/fake';
import { HereContext } from '../../../../static/src/surfaces/phone/here';
import { parts } from '../../../../static/src/surfaces/phone/parts';
import Phone from '../phone';
import type { SortAnswer, SortMine, SortPhones } from '../views';
import { longestRun, points } from './cards';

const W = (text: string) => ({ zh: text, en: text });
const card = (rank: number, deck: string, text: string, more = {}) => ({ rank, deck, text: W(text), ...more });
const BINS = { rank: 0, title: W('Which light?'), mode: 'bins' as const, cards_n: 2, bins: { r: { rank: 0, text: W('Red') }, g: { rank: 1, text: W('Green') } } };
const ORDER = { rank: 1, title: W('In order'), mode: 'order' as const, cards_n: 3, bins: {} };
const BASE: SortPhones = { phase: 'play', play: 'individual', tries: 1, cards_n: 2, seconds: 90, decks: { b: BINS }, cards: { x: card(0, 'b', 'Again?'), y: card(1, 'b', 'What next?') } };
const ORDERED: SortPhones = { ...BASE, cards_n: 3, decks: { o: ORDER }, cards: { p: card(0, 'o', 'Then'), q: card(1, 'o', 'First'), s: card(2, 'o', 'Last') } };
const RIGHT = { answer: { g: true as const }, why: W('It goes on'), answered: 3, shares: { g: 2, r: 1 } };
const REVEALED: SortPhones = { ...BASE, phase: 'reveal', lit: 'y', cards: { x: card(0, 'b', 'Again?'), y: card(1, 'b', 'What next?', { ...RIGHT, revealed: 0 }) } };
const TALK: SortPhones = {
  ...REVEALED, phase: 'talk',
  talk: {
    state: 'open', longest: 30, unsigned: true, takes: true, reach: 'room', card: 'y', text: W('What next?'), deck: 'b', given: 1,
    sides: { r: { rank: 0, n: 1 }, g: { rank: 1, n: 2 } }, reasons: { r1: { text: 'It looks ahead', rank: 0, side: 'g' } },
  },
};

let room: FakeRoom;

function open(shared: SortPhones, mine: SortMine = {}, team?: SortMine, circle?: SortAnswer) {
  const drafts = new Drafts(shelf(localStorage), 'r1', 'ann');
  const step = { id: 'play', phase: 'play', name: W('Play'), n: 1, of: 2 };
  const ours = { id: 't1', number: 1, members: {} };
  return render(
    <HereContext.Provider value={{ page: PAGE, room, drafts, block: 'b1', step: 'play' }}>
      <main>
        <Phone
          room={room}
          block={{ id: 'b1', shared, mine, ...(team ? { team } : {}), ...(circle ? { circle } : {}) }}
          now={{ block: 'b1', kind: 'sort', title: W('Lights'), step, ask: W('Put each card in the right box') }}
          me={{ id: 'ann', name: 'Ann', ...(circle ? { circle: 'g1' } : {}) }}
          {...(team ? { team: ours } : {})}
          teams={{}}
          locked={false}
          parts={parts}
        />
      </main>
    </HereContext.Provider>,
  );
}

const text = () => document.body.textContent ?? '';
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  localStorage.clear();
  setWords('en', {});
  room = fakeRoom({});
});

describe('a sort on the phone', () => {
  test('shows one card at a time and goes on when it is placed', () => {
    open(BASE);
    expect(text()).toContain('Again?');
    expect(text().includes('What next?')).toBe(false);
    press('Red');
    expect(room.asked).toEqual([{ type: 'sort/place', fields: { card: 'x', bin: 'r' }, block: 'b1' }]);
    expect(text()).toContain('What next?');
  });

  test('lays what is on its way over what is stored, and offers to hand in when all cards lie', () => {
    open(BASE, { placed: { x: 'r' } });
    act(() => room.wait({ wish: { type: 'sort/place', block: 'b1', card: 'y', bin: 'g' } }));
    expect(text()).toContain('2 of 2 placed');
    press('Hand in');
    expect(room.asked).toEqual([{ type: 'sort/hand_in', fields: {}, block: 'b1' }]);
  });

  test('goes back to a card from the overview and changes it', () => {
    open(BASE, { placed: { x: 'r', y: 'g' } });
    fireEvent.click(screen.getByText('Again?'));
    expect(screen.getByRole('button', { name: 'Red' }).getAttribute('aria-pressed')).toBe('true');
    press('Green');
    expect(room.asked[0]).toEqual({ type: 'sort/place', fields: { card: 'x', bin: 'g' }, block: 'b1' });
  });

  test('says that it is handed in, and gives the tries that are left', () => {
    open({ ...BASE, tries: 2 }, { placed: { x: 'r', y: 'g' }, handed_in: true, hands: 1 });
    expect(text()).toContain('Your cards are handed in');
    press('Change it again (one more time)');
    expect(room.asked).toEqual([{ type: 'sort/change_again', fields: {}, block: 'b1' }]);
  });

  test('puts cards in order by tapping, and moves them by buttons', () => {
    open(ORDERED, { placed: { q: '1' } });
    fireEvent.click(screen.getByText('Then'));
    expect(room.asked[0]?.fields).toEqual({ deck: 'o', cards: ['q', 'p'] });
    act(() => room.wait({ wish: { type: 'sort/put_in_order', block: 'b1', deck: 'o', cards: ['q', 'p', 's'] } }));
    press('Up: Then');
    press('Take out: Last');
    expect(room.asked.slice(1).map(({ fields }) => fields)).toEqual([
      { deck: 'o', cards: ['p', 'q', 's'] },
      { deck: 'o', cards: ['q', 'p'] },
    ]);
  });

  test('shows the cards of the team and whose thumb it was', () => {
    open({ ...BASE, play: 'team' }, { placed: {} }, { placed: { x: 'g', y: 'r' }, by: { x: 'Ben', y: 'Chen' } });
    expect(text()).toContain('Ben');
    expect(text()).toContain('All cards are placed');
  });

  test('shows the cards of my pair and with whom I play', () => {
    open({ ...BASE, play: 'pair' }, {}, undefined, { placed: { x: 'g', y: 'r' }, by: { x: 'Ben' }, members: { ann: 'Ann', ben: 'Ben' } });
    expect(text()).toContain('with Ben');
    expect(text()).toContain('All cards are placed');
  });

  test('counts my points from the revealed key alone', () => {
    open(REVEALED, { placed: { x: 'r', y: 'g' } });
    expect(text()).toContain('1 / 1');
    expect(text()).toContain('It goes on');
    expect(screen.getByText('right')).toBeTruthy();
  });

  test('gives no points to who placed nothing, whether late or silent', () => {
    open(REVEALED);
    expect(text()).toContain('without points');
    expect(text().includes('My result')).toBe(false);
  });

  test('says that an answer was corrected', () => {
    const y = card(1, 'b', 'What next?', { ...RIGHT, revealed: 0, corrected: true });
    open({ ...REVEALED, cards: { y } }, { placed: { y: 'r' } });
    expect(text()).toContain('your points are counted anew');
  });

  test('takes a side, then one reason', () => {
    open(TALK);
    expect(screen.queryByLabelText('One reason')).toBeNull();
    fireEvent.click(screen.getByLabelText('Green'));
    act(() => room.wait({ wish: { type: 'sort/take_side', block: 'b1', card: 'y', side: 'g' } }));
    fireEvent.input(screen.getByLabelText('One reason'), { target: { value: 'It asks' } });
    press('Send');
    expect(room.asked).toEqual([
      { type: 'sort/take_side', fields: { card: 'y', side: 'g' }, block: 'b1' },
      { type: 'sort/give_reason', fields: { text: 'It asks', card: 'y', side: 'g' }, block: 'b1' },
    ]);
    expect(text()).toContain('It is shown without your name.');
    expect(text()).toContain('It looks ahead');
  });

  test('asks the question of the course instead of sides', () => {
    open({ ...TALK, prompt: W('Where do you stop?'), talk: { ...TALK.talk!, sides: {}, reasons: {} } });
    expect(text()).toContain('Where do you stop?');
    expect(screen.getByLabelText('One line of your own')).toBeTruthy();
  });

  test('scores as the server does', () => {
    const cards = ['a', 'b', 'c', 'd'].map((id, n) => ({ ...card(n, 'o', id, { answer: { [String(n + 1)]: true } }), id }));
    const placed = new Map([['a', '2'], ['b', '3'], ['c', '4'], ['d', '1']]);
    expect([points(cards, placed), longestRun(cards, placed)]).toEqual([0, 3]);
  });

  test.each([{ ...BASE, phase: 'brief' as const }, BASE, ORDERED, REVEALED, TALK])('has nothing that axe finds (%#)', async (shared) => {
    const { container } = open(shared, { placed: { x: 'r', q: '1' } });
    const found = await axe.run(container, { rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
