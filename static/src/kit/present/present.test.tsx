/** People who come forward with a sheet of their own, on the three surfaces. */

import { type KindPhoneProps, setWords, type ShowView } from '@wire';
import { fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeRoom, type FakeRoom, PAGE } from '../../surfaces/phone/fake';
import { shelf } from '../../wire/shelf';
import { Drafts } from '../../surfaces/phone/drafts';
import { HereContext } from '../../surfaces/phone/here';
import { parts } from '../../surfaces/phone/parts';
import { PresentDesk } from './PresentDesk';
import { PresentPhone } from './PresentPhone';
import { PresentWall } from './PresentWall';

const W = (text: string) => ({ zh: text, en: text });
const EMPTY: ShowView = { who: 'volunteers', by: 'person', seconds: 60, scale: 3, criteria: {}, comment_max: 40, queue: {} };
const QUEUE: ShowView['queue'] = { ben: { rank: 0, state: 'waiting', name: 'Ben' }, ann: { rank: 1, state: 'waiting', name: 'Ann' } };
const ON: ShowView = { ...EMPTY, queue: { ...QUEUE, ben: { rank: 0, state: 'presenting', name: 'Ben' } }, now: { unit: 'ben', state: 'presenting', heard_from: 0 } };
const PEOPLE = {
  ann: { name: 'Ann', rank: 0, joined: true }, ben: { name: 'Ben', rank: 1, joined: true }, chen: { name: 'Chen', rank: 2, joined: true },
  dan: { name: 'Dan', rank: 3, joined: true, removed: true as const },
};

let room: FakeRoom;

beforeEach(() => {
  setWords('en', {});
  room = fakeRoom({});
});

function phone(show: ShowView, me = 'ann') {
  const props: KindPhoneProps = {
    room, locked: false, parts, teams: { t1: { number: 1 } }, me: { id: me, name: me, team: 't1' }, block: { id: 'b1', shared: {} },
    now: { block: 'b1', kind: 'form', title: W('Form'), ask: W('Listen'), step: { id: 's', phase: 'present', name: W('Step'), n: 1, of: 1 } },
  };
  return render(
    <HereContext.Provider value={{ page: PAGE, room, drafts: new Drafts(shelf(localStorage), 'r1', me), block: 'b1', step: 's', me: props.me }}>
      <PresentPhone {...props} kind="form" show={show} />
    </HereContext.Provider>,
  ).container;
}

function wall(show: ShowView) {
  return render(<PresentWall room={room} show={show} teams={{ t1: { number: 1 } }} />).container;
}

test('a phone offers its owner to come forward, and to take that back', () => {
  phone(EMPTY);
  fireEvent.click(screen.getByRole('button', { name: 'I would like to' }));
  expect(room.asked).toEqual([{ type: 'form/volunteer', fields: { on: true }, block: 'b1' }]);
  expect(phone({ ...EMPTY, queue: QUEUE }).textContent).toContain('Ben is next.');
  expect(screen.getAllByRole('button', { name: 'Rather not, after all' })).toHaveLength(1);
});

test('a teammate of whoever speaks is asked like everybody else; the speaker is not', () => {
  expect(phone(ON).querySelectorAll('textarea')).toHaveLength(1);
  const own = phone(ON, 'ben');
  expect([own.querySelector('textarea'), own.textContent]).toEqual([null, expect.stringContaining('It is your turn.')]);
});

test('the wall asks who wants to, then says their name', () => {
  expect(wall(EMPTY).textContent).toBe('Who would like to come forward?');
  expect(wall(ON).querySelector('.show-alone .presenter')?.textContent).toBe('Ben');
});

test('the console adds anybody who is here, and skips nobody for having left', () => {
  const ask = vi.fn<(type: string, fields?: object) => Promise<boolean>>().mockResolvedValue(true);
  const desk = (show: ShowView) => render(<PresentDesk room={room} kind="form" show={show} teams={{ t1: { number: 1 } }} people={PEOPLE} ask={ask} />);
  const { unmount } = desk({ ...EMPTY, queue: QUEUE });
  fireEvent.click(screen.getByRole('button', { name: 'Add somebody' }));
  expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Chen']);
  fireEvent.click(screen.getByRole('menuitem', { name: 'Chen' }));
  unmount();
  desk({ ...ON, now: { unit: 'dan', state: 'presenting', heard_from: 0 } });
  fireEvent.click(screen.getByRole('button', { name: 'Ann begins' }));
  expect(ask.mock.calls).toEqual([['form/set_queue', { units: ['ben', 'ann', 'chen'] }], ['form/next_team']]);
});
