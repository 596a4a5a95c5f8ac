import axe from 'axe-core';
import { setWords } from '@wire';
import { shelf } from '@wire/shelf';
import { fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { Drafts } from '../../../../static/src/surfaces/phone/drafts';
import { type FakeRoom, fakeRoom, PAGE } from '../../../../static/src/surfaces/phone/fake';
import { HereContext } from '../../../../static/src/surfaces/phone/here';
import { parts } from '../../../../static/src/surfaces/phone/parts';
import { stepAt } from '../guide';
import Phone from '../phone';
import type { Mine, Phones, Scorecard } from '../views';

const words = (text: string) => ({ zh: text, en: text });
const seat = (rank: number, name: string, role: string) => ({ rank, name, role });
const ROUND: Phones = {
  round: 1, rounds: 3, size: 3, phase: 'prep', performer: 'manager', scorer: 'observer', timetable: {}, fields: {},
  roles: {
    manager: { rank: 0, name: words('Manager') }, employee: { rank: 1, name: words('Agent') }, observer: { rank: 2, name: words('Observer') },
  },
  groups: { g1: { rank: 1, people: { ann: seat(0, 'Ann', 'manager'), ben: seat(1, 'Ben', 'employee'), chen: seat(2, 'Chen', 'observer') } } },
};
const CARD: Scorecard = {
  title: words('Card'),
  items: { s1: { rank: 0, text: words('Asked how') }, s2: { rank: 1, text: words('Let them finish') } },
  anchors: { a0: { rank: 0, value: 0, text: words('Not seen') }, a1: { rank: 1, value: 1, text: words('Partly') }, a2: { rank: 2, value: 2, text: words('Clearly') } },
  fields: {
    'card.quote': { rank: 0, label: words('Quote'), longest: 60, required: true },
    'card.keep': { rank: 1, label: words('Keep doing'), longest: 40, required: true },
  },
};

let room: FakeRoom;

function open(shared: Phones, mine: Mine = { group: 'g1' }, me = 'ann') {
  const drafts = new Drafts(shelf(localStorage), 'r1', me);
  const step = { id: shared.phase ?? '', phase: shared.phase ?? '', name: words('Step'), n: 1, of: 6 };
  return render(
    <HereContext.Provider value={{ page: PAGE, room, drafts, block: 'b1', step: step.id }}>
      <main>
        <Phone
          room={room}
          block={{ id: 'b1', shared, mine }}
          now={{ block: 'b1', kind: 'rounds', title: words('Talk'), step, ask: words('What the course says') }}
          me={{ id: me, name: me }}
          teams={{}}
          locked={false}
          parts={parts}
        />
      </main>
    </HereContext.Provider>,
  );
}

/** What was asked of the room, each with its type and its fields. */
const asked = () => room.asked.map(({ type, fields }) => ({ type, ...fields }));
const text = () => document.body.textContent ?? '';

beforeEach(() => {
  localStorage.clear();
  setWords('en', {});
  room = fakeRoom({});
});

describe('who I am', () => {
  test('what the course says of my role stands first, once everybody has agreed', () => {
    const does = words('Ask, and give no advice');
    const { unmount } = open(ROUND, { group: 'g1', does, brief: { text: words('You are the leader') } });
    expect(document.querySelector('.rounds-do')?.textContent).toBe('Ask, and give no advice');
    unmount();
    open({ ...ROUND, consent: true }, { group: 'g1', does, may_begin: false });
    expect(document.querySelector('.rounds-do')?.textContent).toBe('It begins when everybody in the group has agreed.');
  });

  test('whoever has the questions of an interview is told to read them, also where they fill in a card later', () => {
    open({ ...ROUND, scorer: 'manager' }, { group: 'g1', brief: { questions: { q1: { rank: 0, text: words('Since when?') } } } });
    expect(document.querySelector('.rounds-do')?.textContent).toBe('Read the questions. You will ask them.');
  });

  test('without an observer the partner plays first and fills in the card afterwards', () => {
    const mine: Mine = { group: 'g1', brief: { text: words('Your story') }, scorecard: CARD, card: { about: 'ann', items: {} } };
    const { unmount } = open({ ...ROUND, phase: 'play' }, mine, 'ben');
    expect(document.querySelector('.rounds-do')?.textContent).toBe('Play your role. Show nobody your card.');
    unmount();
    open({ ...ROUND, phase: 'score' }, mine, 'ben');
    expect(document.querySelector('.rounds-do')?.textContent).toBe('Tap what you saw, then copy one sentence you heard.');
  });

  test('my role, my partners and what to do stand first', () => {
    open(ROUND, { group: 'g1', brief: { text: words('You are the leader') } });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('You areManager');
    expect(text()).toContain('AgentBen');
    expect(text()).toContain('ObserverChen');
    expect(text()).toContain('Read your card. Only you can see it.');
  });

  test('without a group one is told that it comes, and with a free day that one sits out', () => {
    open(ROUND, {});
    expect(text()).toContain('Your group comes in a moment.');
    open(ROUND, { absent: true });
    expect(text()).toContain('You sit this one out.');
  });
});

describe('my card', () => {
  test('can be covered from whoever sits beside me, and lies face down during the talk', () => {
    const mine: Mine = { group: 'g1', brief: { text: words('A sealed sentence') } };
    open(ROUND, mine);
    fireEvent.click(screen.getByRole('button', { name: 'Cover' }));
    expect(text().includes('A sealed sentence')).toBe(false);
    document.body.replaceChildren();
    open({ ...ROUND, phase: 'play' }, mine);
    expect(text().includes('A sealed sentence')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'My card' }));
    expect(text()).toContain('A sealed sentence');
  });

  test('a case of my own goes out only when I tap', () => {
    open(ROUND, { group: 'g1', choice: 'open', owner: true, has_sheet: true });
    expect(asked()).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'My own case: share it now' }));
    expect(asked()).toEqual([{ type: 'rounds/share_case' }]);
  });

  test('whoever waits for a case is told who chooses it', () => {
    open(ROUND, { group: 'g1', choice: 'open' }, 'ben');
    expect(text()).toContain('Ann chooses the case.');
  });
});

describe('the scorecard', () => {
  const scoring: Phones = { ...ROUND, phase: 'score' };

  test('is tapped in words, shows how far it is, and says what is missing', () => {
    open(scoring, { group: 'g1', scorecard: CARD, card: { about: 'ann', items: { s1: 2 } } }, 'chen');
    expect(text()).toContain('1 / 2');
    expect(screen.getByRole('button', { name: '3 things are missing' }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getAllByRole('button', { name: 'Partly' })[1] as HTMLElement);
    expect(asked()).toEqual([{ type: 'rounds/rate_item', item: 's2', value: 1 }]);
  });

  test('what was rated highest can be taken over as what to keep', () => {
    open(scoring, { group: 'g1', scorecard: CARD, card: { about: 'ann', items: { s1: 2, s2: 0 } } }, 'chen');
    fireEvent.click(screen.getByRole('button', { name: 'Asked how' }));
    expect(asked()).toEqual([{ type: 'rounds/write', field: 'card.keep', text: 'Asked how' }]);
  });

  test('whoever practised rates one item first', () => {
    open(scoring, { group: 'g1', scorecard: CARD, self: {} });
    fireEvent.click(screen.getByLabelText('Let them finish'));
    fireEvent.click(screen.getByRole('button', { name: 'Clearly' }));
    expect(asked()).toEqual([{ type: 'rounds/rate_self', item: 's2', value: 2 }]);
  });
});

describe('feedback', () => {
  test('is read after one has spoken', () => {
    const received = { lines: { k: { rank: 0, text: 'You let me finish', role: 'employee', field: 'keep' } }, cards: {} };
    open({ ...ROUND, phase: 'feedback' }, { group: 'g1', received });
    expect(text().includes('You let me finish')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'I have spoken: show me what they saw' }));
    expect(text()).toContain('You let me finish');
  });
});

describe('stop', () => {
  test('is one tap, and then it is calm', () => {
    const shared: Phones = { ...ROUND, phase: 'play', stop: true };
    open(shared);
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(asked()).toEqual([{ type: 'rounds/stop' }]);
    document.body.replaceChildren();
    open(shared, { group: 'g1', stopped: true });
    expect(text()).toContain('The round is over for your group.');
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });
});

test('the clock leads through the script and stops nobody', () => {
  const steps = [{ id: 'a', minutes: 1 }, { id: 'b', minutes: 0.5 }];
  expect([0, 59_000, 60_000, 89_000, 900_000].map((ms) => stepAt(steps, ms))).toEqual(['a', 'a', 'b', 'b', 'b']);
});

test('nothing stands in the way of a screen reader', async () => {
  open({ ...ROUND, phase: 'score' }, { group: 'g1', scorecard: CARD, card: { about: 'ann', items: {} } }, 'chen');
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
}, 30_000);
