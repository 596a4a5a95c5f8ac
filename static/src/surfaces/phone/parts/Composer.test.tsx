import type { ComposerProps } from '@wire';
import { shelf } from '@wire/shelf';
import { fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setWords } from '../../../words';
import { Drafts } from '../drafts';
import { type FakeRoom, fakeRoom, PAGE } from '../fake';
import { HereContext } from '../here';
import { Composer } from './Composer';

const ZONES = { label: 'Choose a column', options: [{ id: 'why', text: 'Why' }, { id: 'how', text: 'How' }] };

let room: FakeRoom;
let sent: (readonly [string, string | undefined])[];

function open(props: Partial<ComposerProps> = {}, step = 'write') {
  const drafts = new Drafts(shelf(localStorage), 'r1', 'ann');
  const drawn = (more: Partial<ComposerProps> = {}) => (
    <HereContext.Provider value={{ page: PAGE, room, drafts, block: 'b1', step }}>
      <Composer
        field="note"
        label="Note"
        send="Send"
        longest={10}
        onSend={(text, choice) => sent.push([text, choice])}
        {...props}
        {...more}
      />
    </HereContext.Provider>
  );
  const view = render(drawn());
  return { ...view, again: (more: Partial<ComposerProps>) => view.rerender(drawn(more)) };
}

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Note');
const button = () => screen.getByText('Send');
const type = (text: string) => fireEvent.input(field(), { target: { value: text } });

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  setWords('en', {});
  room = fakeRoom({});
  sent = [];
});
afterEach(() => vi.useRealTimers());

describe('the field of a phone', () => {
  test('sends by its button, and is empty and ready for the next text', () => {
    open();
    type('  one thing ');
    fireEvent.click(button());
    expect([sent, field().value]).toEqual([[['one thing', undefined]], '']);
    expect(document.activeElement).toBe(field());
  });

  test('does not send by Enter', () => {
    open();
    type('one');
    fireEvent.keyDown(field(), { key: 'Enter' });
    fireEvent.submit(field().form!);
    expect(sent).toEqual([]);
  });

  test('has its draft back after the page was killed', () => {
    const first = open();
    type('half a th');
    vi.advanceTimersByTime(500);
    first.unmount();
    open();
    expect(field().value).toBe('half a th');
    fireEvent.click(button());
    expect(sent).toEqual([['half a th', undefined]]);
  });

  test('keeps the drafts of two steps apart', () => {
    const first = open({}, 'write');
    type('of the first');
    vi.advanceTimersByTime(500);
    first.unmount();
    open({}, 'other');
    expect(field().value).toBe('');
  });

  test('never cuts a text that is too long, but does not send it', () => {
    open();
    type('字'.repeat(12));
    expect([field().value, button().getAttribute('aria-disabled')]).toEqual(['字'.repeat(12), 'true']);
    fireEvent.click(button());
    expect(sent).toEqual([]);
    expect(screen.getByText('4 too many')).toBeTruthy();
  });

  test('asks for a column before it sends, and remembers it for the next note', () => {
    open({ choice: ZONES });
    type('one');
    fireEvent.click(button());
    expect(sent).toEqual([]);
    fireEvent.click(screen.getByLabelText('How'));
    fireEvent.click(button());
    type('two');
    fireEvent.click(button());
    expect(sent).toEqual([['one', 'how'], ['two', 'how']]);
  });

  test('waits for an input method: Send during a composition sends the finished word, once', () => {
    open();
    fireEvent.compositionStart(field());
    type('ni hao');
    fireEvent.click(button());
    expect(sent).toEqual([]);
    fireEvent.input(field(), { target: { value: '你好' } });
    fireEvent.compositionEnd(field());
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([['你好', undefined]]);
  });

  test('does not count the letters of an unfinished composition', () => {
    open();
    type('你好');
    fireEvent.compositionStart(field());
    type('你好shijieshijie');
    expect(screen.getByText(/4 \/ 20/)).toBeTruthy();
    type('你好世界');
    fireEvent.compositionEnd(field());
    expect(screen.getByText(/8 \/ 20/)).toBeTruthy();
  });

  test('leaves the text alone when the room is drawn again in the middle of a composition', () => {
    const { again } = open();
    fireEvent.compositionStart(field());
    type('zhong');
    const same = field();
    room.network('offline');
    room.wait({ wish: { type: 'board/add_note', block: 'b1', text: 'x' } });
    again({ hint: 'another hint' });
    expect([field() === same, field().value]).toEqual([true, 'zhong']);
  });

  test('keeps the text when the input is closed', () => {
    const { again } = open();
    type('nearly done');
    again({ closed: 'The input is stopped for now.' });
    fireEvent.click(button());
    expect([sent, field().value]).toEqual([[], 'nearly done']);
    again({});
    fireEvent.click(button());
    expect(sent).toEqual([['nearly done', undefined]]);
  });

  test('what is saved as it stands need not be sent again', () => {
    open({ begin: { text: 'saved' }, stays: true });
    expect(button().getAttribute('aria-disabled')).toBe('true');
    type('saved, and more');
    expect(button().getAttribute('aria-disabled')).toBeNull();
    type('saved');
    fireEvent.click(button());
    expect(sent).toEqual([]);
  });

  test('follows what was kept elsewhere, unless something was typed here', () => {
    const { again } = open({ begin: { text: 'old' }, stays: true, mayBeEmpty: true });
    expect(button().getAttribute('aria-disabled')).toBe('true');
    again({ begin: { text: 'from my laptop' } });
    expect(field().value).toBe('from my laptop');
    type('mine');
    again({ begin: { text: 'again from my laptop' } });
    expect(field().value).toBe('mine');
    type('');
    fireEvent.click(button());
    expect(sent).toEqual([['', undefined]]);
  });
});
