import { act, fireEvent, render, screen, within } from '@testing-library/preact';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Page, type RoomConsole, setWords } from '@wire';
import { Console } from './Console';
import { deedName } from './deeds';
import { fakeRoom, PAGE, WRITING } from './fake';
import { kinds } from './kinds';

const [protocol = ''] = Object.values(import.meta.glob<string>('../../wire/protocol.ts', { query: '?raw', import: 'default', eager: true }));
const NOW = 1_000_000;
const { people } = WRITING;

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} });
  // the miniature would fetch a page
  Object.defineProperty(HTMLIFrameElement.prototype, 'src', { configurable: true, value: '', writable: true });
  setWords('en', {});
});
afterEach(() => vi.unstubAllGlobals());

function open(view: Partial<RoomConsole> = {}, page: Partial<Page> = {}) {
  const room = fakeRoom({ ...WRITING, ...view });
  render(<Console page={{ ...PAGE, owner: true, ...page }} room={room} />);
  return room;
}

const say = (text: string) => fireEvent.input(screen.getByLabelText('Message'), { target: { value: text } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const choose = (name: string) => fireEvent.click(screen.getByRole('menuitem', { name }));
const asked = (room: ReturnType<typeof open>) => room.asked.map(({ type, fields }) => [type, fields]);
const settled = () => act(() => new Promise<void>((resolve) => setTimeout(resolve)));

function answers(bodies: Readonly<Record<string, object>>) {
  const sent: [string, unknown][] = [];
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    sent.push([`${init?.method ?? 'GET'} ${url}`, init?.body === undefined ? undefined : JSON.parse(String(init.body))]);
    const body = bodies[url];
    return Promise.resolve(new Response(JSON.stringify(body ?? { code: 'room/not_owner', facts: {} }), { status: body ? 200 : 403 }));
  });
  return sent;
}

describe('undo', () => {
  const undo = {
    '7': { rank: 0, does: 'room/next', at: NOW - 60_000 },
    '12': { rank: 2, does: 'room/remove_person', at: NOW - 1_000, person: 'ben' },
    '9': { rank: 1, does: 'room/blank', at: NOW - 30_000, redo: true as const },
  };

  test('says in words what the button takes back, and takes that back', () => {
    const room = open({ undo });
    press('Undo: send somebody out');
    expect(asked(room)).toEqual([['room/undo', { deed: 12 }]]);
  });

  test('lists the last deeds, to take back one that is not the last', () => {
    const room = open({ undo });
    press('The last deeds');
    const lines = screen.getAllByRole('menuitem').map((line) => line.textContent);
    expect(lines).toEqual(['Undo: send somebody outBenjust now', 'Do again: blank the wall or show itjust now', 'Undo: go on1 min ago']);
    fireEvent.click(screen.getAllByRole('menuitem')[2]!);
    expect(asked(room)).toEqual([['room/undo', { deed: 7 }]]);
  });

  test('is Ctrl or Cmd with Z, again and again, and does it again with Shift', async () => {
    const room = open({ undo });
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    await settled();
    fireEvent.keyDown(document.body, { key: 'z', metaKey: true });
    await settled();
    room.show({ ...WRITING, undo: { '13': { rank: 0, does: 'room/next', at: NOW, redo: true } } });
    await settled();
    fireEvent.keyDown(document.body, { key: 'Z', ctrlKey: true, shiftKey: true });
    expect(asked(room)).toEqual([['room/undo', { deed: 12 }], ['room/undo', { deed: 7 }], ['room/undo', { deed: 13 }]]);
  });

  test('leaves a field that is typed in alone', () => {
    const room = open({ undo });
    fireEvent.keyDown(screen.getByLabelText('Minutes'), { key: 'z', ctrlKey: true });
    expect(room.asked).toEqual([]);
  });

  test('tells in words why something cannot be taken back', async () => {
    setWords('en', { 'undo/changed': 'Something later has changed the same thing.' });
    const room = open({ undo });
    room.answer({ no: true, code: 'undo/changed', facts: {} });
    press('Undo: send somebody out');
    await settled();
    expect(document.querySelector('.notice-told')?.textContent).toBe('Something later has changed the same thing.');
  });

  test('has nothing to take back in a fresh room', () => {
    const room = open();
    press('Nothing to undo');
    expect(room.asked).toEqual([]);
  });

  test('every command of a facilitator has a name', async () => {
    const types = Array.from((protocol.split('export type DeedType')[1] ?? '').matchAll(/"([a-z]+)\/(\w+)"/g));
    expect(types.length).toBeGreaterThan(50);
    const modules = new Map(await Promise.all(Object.entries(kinds).map(async ([path, load]) => [path.split('/').slice(-2)[0]!, await load()] as const)));
    const nameless = types.filter(([, kind, reason]) => deedName(`${kind}/${reason}`, modules.get(kind!)) === 'something in the activity');
    expect(nameless.map(([text]) => text)).toEqual([]);
    expect(deedName('room/unheard_of', undefined)).toBe('something in the activity');
  });
});

describe('hands', () => {
  const up = { ...people, ann: { ...people['ann']!, hand: NOW - 30_000 }, ben: { ...people['ben']!, hand: NOW - 200_000 } };

  test('stand at the top, the one that waits longest first, and are taken down', () => {
    const room = open({ people: up });
    const list = screen.getByRole('region', { name: 'Hands up' });
    expect(Array.from(list.querySelectorAll('.person'), (line) => line.textContent)).toEqual(['Ben3 min', 'Annjust now']);
    press('Take the hand of Ben down');
    expect(asked(room)).toEqual([['room/lower_hand', { person: 'ben' }]]);
  });

  test('are counted in the bar, with how long the first has waited', () => {
    open({ people: up });
    expect(screen.getByRole('button', { name: 'Hands: 2 up · 3 min' }).textContent).toBe('2 up · 3 min');
  });

  test('nobody’s hand takes no room', () => {
    open();
    expect(screen.queryByRole('region', { name: 'Hands up' })).toBeNull();
    expect(document.querySelector('.hand-count')).toBeNull();
  });
});

describe('the door', () => {
  const waiting = { ...people, dan: { name: 'Dan', rank: 2, joined: true, waits: true as const }, eve: { name: 'Eve', rank: 3, joined: true, waits: true as const } };

  test('lets in all, one, or nobody', () => {
    const room = open({ people: waiting, joining: 'approve' });
    expect(document.querySelector('.door-head strong')?.textContent).toBe('2 at the door');
    press('Let all in');
    press('Let Dan in');
    press('Send Eve away');
    expect(asked(room)).toEqual([['room/admit_all', {}], ['room/admit', { person: 'dan' }], ['room/remove_person', { person: 'eve' }]]);
  });

  test('whoever waits there counts for nothing else yet', () => {
    open({ people: waiting });
    expect(document.querySelector('.numbers dd')?.textContent).toBe('2');
    expect(document.querySelector('.people-lists')?.textContent?.includes('Dan')).toBe(false);
  });

  test('is opened, watched and closed with one tap, and the same tap twice says nothing', () => {
    const room = open();
    press('One by one');
    press('Closed');
    press('Open');
    expect(asked(room)).toEqual([['room/set_joining', { to: 'approve' }], ['room/set_joining', { to: 'closed' }]]);
  });

  test('a new code asks first and says what it costs', async () => {
    const sent = answers({ '/r/r1/new-code': { code: '87654321' } });
    open();
    press('Room');
    choose('New code …');
    expect(sent).toEqual([]);
    expect(screen.getByRole('alertdialog').textContent).toContain('stop working at once');
    press('Make a new code');
    await settled();
    expect(sent).toEqual([['POST /r/r1/new-code', {}]]);
  });
});

describe('messages', () => {
  test('go to everybody, and to the wall where that is wished', () => {
    const room = open();
    fireEvent.keyDown(document.body, { key: 'm' });
    say('Back at ten');
    fireEvent.click(screen.getByLabelText('On the wall, too'));
    press('Send');
    expect(asked(room)).toEqual([['room/say', { text: 'Back at ten', wall: true }]]);
  });

  test('go to a person from their row, and then not to the wall', () => {
    const room = open();
    press('More for Ben');
    choose('Say something …');
    say('Your charger is here');
    expect(screen.queryByLabelText('On the wall, too')).toBeNull();
    press('Send');
    expect(asked(room)).toEqual([['room/say', { text: 'Your charger is here', person: 'ben' }]]);
  });

  test('that are too long or empty are not sent', () => {
    const room = open();
    fireEvent.keyDown(document.body, { key: 'm' });
    press('Send');
    say('字'.repeat(121));
    press('Send');
    expect(room.asked).toEqual([]);
  });

  test('that people read now are shown, taken back and erased', () => {
    const messages = { x1: { text: 'Old', at: NOW - 300_000, to: 'all' as const, wall: true as const }, x2: { text: 'New', at: NOW, to: 'team' as const, team: 't1' } };
    const room = open({ messages });
    const now = screen.getByRole('region', { name: 'What people read now' });
    expect(now.querySelector('bdi')?.textContent).toBe('New');
    fireEvent.click(within(now).getByRole('button', { name: 'Take back' }));
    fireEvent.click(within(now).getByRole('button', { name: 'More for this message' }));
    choose('Erase for ever …');
    press('Erase for ever');
    expect(asked(room)).toEqual([['room/take_back', { message: 'x2' }], ['room/erase_text', { item: 'x2' }]]);
  });
});

describe('a person', () => {
  test('is renamed where the name stands', () => {
    const room = open();
    press('More for Ben');
    choose('Rename');
    const field = screen.getByLabelText('Name of Ben');
    fireEvent.input(field, { target: { value: 'Benjamin' } });
    fireEvent.blur(field);
    expect(asked(room)).toEqual([['room/rename_person', { person: 'ben', name: 'Benjamin' }]]);
  });

  test('who was sent out comes back with one tap; who was forgotten is not listed', () => {
    const room = open({ people: { ...people, ben: { ...people['ben']!, removed: true }, old: { name: '', rank: 5, joined: true, removed: true, forgotten: true } } });
    expect(screen.getByText('Sent out (1)')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Let Ben back in', hidden: true }));
    expect(asked(room)).toEqual([['room/return_person', { person: 'ben' }]]);
  });

  test('is forgotten only after a question that says what is lost', () => {
    const room = open();
    press('More for Ann');
    choose('Forget this person …');
    expect(room.asked).toEqual([]);
    expect(screen.getByRole('alertdialog').textContent).toContain('This cannot be undone');
    press('Forget for ever');
    expect(asked(room)).toEqual([['room/forget_person', { person: 'ann' }]]);
  });

  test('gets a seat link with a picture, which runs out', async () => {
    const sent = answers({ '/r/r1/seat-link': { url: 'http://w/r/r1/seat/x', qr: '<svg/>', minutes: 10 } });
    open();
    press('More for Ann');
    choose('Hand the seat to another phone …');
    await settled();
    const box = screen.getByRole('dialog');
    expect(sent).toEqual([['POST /r/r1/seat-link', { person: 'ann' }]]);
    expect(box.querySelector('img')?.getAttribute('src')).toBe('data:image/svg+xml,%3Csvg%2F%3E');
    expect((within(box).getByLabelText('Address') as HTMLInputElement).value).toBe('http://w/r/r1/seat/x');
    expect(box.textContent).toContain('for 10 more minutes');
  });
});

describe('co-facilitators', () => {
  const HELPERS = { '/r/r1/helpers': { helpers: [{ id: 'h1', name: 'Hal', created_at: 1, opened_at: null }], owner: true, id: 'h2', url: 'http://w/r/r1/helper/y', minutes: 30 }, '/r/r1/helpers/h1/revoke': {} };

  test('are invited by a link and lose it again', async () => {
    const sent = answers(HELPERS);
    open();
    press('Room');
    choose('Co-facilitators …');
    await settled();
    fireEvent.input(screen.getByLabelText('Name of the co-facilitator'), { target: { value: 'Gil' } });
    press('Invite');
    await settled();
    expect((screen.getByLabelText('Address') as HTMLInputElement).value).toBe('http://w/r/r1/helper/y');
    press('Take the link of Hal back');
    press('Take it back');
    await settled();
    expect(sent.map(([what]) => what)).toEqual(['GET /r/r1/helpers', 'POST /r/r1/helpers', 'GET /r/r1/helpers', 'POST /r/r1/helpers/h1/revoke', 'GET /r/r1/helpers']);
    expect(sent[1]![1]).toEqual({ name: 'Gil' });
  });

  test('are no matter of a co-facilitator', () => {
    open({}, { owner: false });
    press('Room');
    expect(screen.queryByRole('menuitem', { name: 'Co-facilitators …' })).toBeNull();
    expect(screen.getByRole('menuitem', { name: 'New code …' })).toBeTruthy();
  });
});

test('axe finds nothing with everything going on at once', async () => {
  open({
    undo: { '1': { rank: 0, does: 'board/hide_item', at: NOW } },
    messages: { x1: { text: 'Hello', at: NOW, to: 'all', wall: true } },
    people: { ...people, ben: { ...people['ben']!, hand: NOW }, dan: { name: 'Dan', rank: 2, joined: true, waits: true }, out: { name: 'Out', rank: 3, joined: true, removed: true } },
  });
  fireEvent.keyDown(document.body, { key: 'm' });
  const found = await axe.run(document.body, { iframes: false, rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
