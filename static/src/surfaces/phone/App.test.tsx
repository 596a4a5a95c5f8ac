import axe from 'axe-core';
import type { Out, RoomMe, RoomPhones, RoomTeam } from '@wire';
import { shelf } from '@wire/shelf';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, describe, expect, test } from 'vitest';
import { setWords } from '../../words';
import { App } from './App';
import { Drafts } from './drafts';
import { type FakeRoom, fakeRoom, PAGE } from './fake';

const PHONES: RoomPhones = {
  title: 'November', state: 'lobby', teams: { t1: { number: 1 } }, coming: { zh: '欢迎', en: 'Welcome' },
};
const ME: RoomMe = { me: { id: 'ann', name: 'Ann', team: 't1', seat_code: '4073' } };
const TEAM: RoomTeam = {
  team: { id: 't1', number: 1, members: { ann: { name: 'Ann', rank: 0 }, ben: { name: 'Ben', rank: 1 } } },
};
const SLIDE: RoomPhones = {
  ...PHONES,
  state: 'running',
  slide: { title: { zh: '两副眼镜', en: 'Two lenses' }, points: { '0': { rank: 0, text: { zh: '企业', en: 'The company' } } } },
  now: {
    block: 'b1', kind: 'board', title: { zh: '指标', en: 'Indicators' }, ask: { zh: '看', en: 'Look' },
    step: { id: 'before.0', phase: 'page', name: { zh: '指标', en: 'Indicators' }, n: 1, of: 3 },
  },
};

let room: FakeRoom;

function open(phones: RoomPhones | undefined = PHONES) {
  room = fakeRoom({ ...(phones ? { phones } : {}), 'person:ann': ME, 'team:t1': TEAM });
  return render(<App page={PAGE} room={room} drafts={new Drafts(shelf(localStorage), 'r1', 'ann')} />);
}

const messagesShown = () => Array.from(document.querySelectorAll('.message p'), (line) => line.textContent);
const text = () => document.body.textContent ?? '';

beforeEach(() => {
  localStorage.clear();
  setWords('en', {});
});

describe('the phone', () => {
  test('waits calmly: what is coming, my team, my seat code', () => {
    open();
    for (const words of ['Hello, Ann', 'Welcome', 'Team 1', 'Ann, Ben', '4073']) expect(text()).toContain(words);
  });

  test('is never blank, also before anything has been heard', () => {
    open(undefined as never);
    room.show('phones', undefined);
    expect(text().length).toBeGreaterThan(10);
  });

  test('lets me say that I write for my team, and says that it is on its way', () => {
    open();
    fireEvent.click(screen.getByText('I’ll write'));
    expect(room.asked).toEqual([{ type: 'room/take_scribe', fields: {}, block: undefined }]);
    act(() => room.wait({ wish: { type: 'room/take_scribe' } }));
    expect(text()).toContain('Waiting to be sent');
  });

  test('lets a member name the team', () => {
    open();
    fireEvent.click(screen.getByText('Give your team a name'));
    fireEvent.input(screen.getByLabelText('Name of your team'), { target: { value: 'Sun\nshine' } });
    fireEvent.click(screen.getByText('Use this name'));
    expect(room.asked).toEqual([{ type: 'room/name_team', fields: { team: 't1', name: 'Sun shine' }, block: undefined }]);
  });

  test('shows a page of the course in place of the activity', () => {
    open(SLIDE);
    expect(text()).toContain('Two lenses');
    expect(text()).toContain('The company');
  });

  test('says in words that the network is gone and how much waits', () => {
    open();
    expect(document.querySelector('.strip')).toBeNull();
    act(() => {
      room.network('offline');
      room.wait({}, {});
    });
    expect(text()).toContain('No network. 2 waiting; they go out by themselves, each once.');
    act(() => room.network('portal'));
    expect(text()).toContain('Sign in to the Wi-Fi');
  });

  test('warns when the phone cannot store', () => {
    open();
    act(() => room.store('failing'));
    expect(text()).toContain('This phone cannot store anything');
  });

  test.each<[Out, string]>([
    ['moved', 'Your seat is on another phone now'],
    ['removed', 'You have been taken out of this room'],
    ['ended', 'The course is over. Thank you!'],
    ['signed_out', 'This phone is not signed in'],
    ['revoked', 'This phone is not signed in'],
  ])('says why it is no longer in the room (%s)', (why, words) => {
    open();
    act(() => room.leave(why));
    expect(text()).toContain(words);
    expect(document.querySelectorAll('a[href="/12345678"]')).toHaveLength(why === 'ended' ? 0 : 1);
  });

  test('tells what another activity refused, with its text, until it was read', () => {
    open(SLIDE);
    setWords('en', { 'board/not_writing': 'The time for writing notes is over.' });
    act(() => room.wait({ id: 'late', state: 'refused', code: 'board/not_writing', wish: { type: 'board/add_note', block: 'b0', text: 'too late' } }));
    expect(text()).toContain('The time for writing notes is over.');
    expect(text()).toContain('too late');
    fireEvent.click(screen.getByText('OK'));
    expect(room.discarded).toEqual(['late']);
    expect(text().includes('too late')).toBe(false);
  });

  test('shows what the facilitator says to all, to my team and to me, the newest first, until I put it away', () => {
    const messages = { a: { text: 'Back at ten', at: 10 } };
    const { unmount } = open({ ...PHONES, messages });
    act(() => {
      room.show('team:t1', { ...TEAM, messages: { b: { text: 'Turn your board', at: 30 } } });
      room.show('person:ann', { ...ME, messages: { c: { text: 'Your charger', at: 20 }, d: { text: '', at: 40, erased: true } } });
    });
    expect(messagesShown()).toEqual(['To your teamTurn your board', 'To youYour charger', 'To everybodyBack at ten']);
    fireEvent.click(screen.getAllByRole('button', { name: 'Put this message away' })[2]!);
    expect(messagesShown()).toEqual(['To your teamTurn your board', 'To youYour charger']);
    window.dispatchEvent(new Event('pagehide'));
    unmount();
    open({ ...PHONES, messages });
    expect(messagesShown()).toEqual([]);
  });

  test('says a message out loud', () => {
    open({ ...PHONES, messages: { a: { text: 'Back at ten', at: 10 } } });
    expect(document.querySelector('output[aria-live]')?.textContent).toBe('To everybody: Back at ten');
  });

  test('raises my hand at once, says for how long it has been up, and takes it down', () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Raise hand' }));
    expect(room.asked).toEqual([{ type: 'room/raise_hand', fields: { on: true }, block: undefined }]);
    act(() => room.wait({ wish: { type: 'room/raise_hand', on: true } }));
    expect(screen.getByText('Hand up')).toBeTruthy();
    act(() => room.network('offline'));
    expect(screen.getByText('Hand up: waiting to be sent')).toBeTruthy();
    act(() => {
      room.network('live');
      room.wait();
      room.show('person:ann', { me: { ...ME.me, hand: Date.now() - 190_000 } });
    });
    fireEvent.click(screen.getByRole('button', { name: 'Hand up for 3 min · Take it down' }));
    expect(room.asked[1]).toEqual({ type: 'room/raise_hand', fields: { on: false }, block: undefined });
    act(() => room.show('person:ann', ME));
    expect(document.querySelector('output[aria-live]')?.textContent).toBe('Your hand was taken down.');
  });

  test('waits at the door without a hand to raise, and comes in by itself', () => {
    open(undefined as never);
    act(() => {
      room.show('phones', undefined);
      room.show('person:ann', { me: { ...ME.me, waits: true }, title: 'November' });
    });
    expect(text()).toContain('The facilitator has been told that you are here');
    expect(screen.queryByRole('button', { name: 'Raise hand' })).toBeNull();
    act(() => {
      room.show('person:ann', ME);
      room.show('phones', PHONES);
    });
    expect(text()).toContain('You are in.');
  });

  test('warns while typing when nothing can be stored, and is quiet again when it can', () => {
    const store = { ...shelf(localStorage), put: () => false };
    const drafts = new Drafts(store, 'r1', 'ann');
    room = fakeRoom({ phones: PHONES, 'person:ann': ME, 'team:t1': TEAM });
    render(<App page={PAGE} room={room} drafts={drafts} />);
    expect(text().includes('cannot store')).toBe(false);
    act(() => {
      drafts.keepSoon('b1/write/note', { text: 'half a' });
      drafts.flush();
    });
    expect(text()).toContain('This phone cannot store anything');
    store.put = () => true;
    act(() => drafts.flush());
    expect(text().includes('cannot store')).toBe(false);
  });

  test.each([PHONES, SLIDE, { ...PHONES, state: 'ended' as const }])('has nothing that axe finds (%#)', async (phones) => {
    const { container } = open(phones);
    act(() => room.network('offline'));
    const found = await axe.run(container, { rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
