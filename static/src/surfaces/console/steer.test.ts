import { describe, expect, test, vi } from 'vitest';
import { fakeRoom, WRITING } from './fake';
import { Steer } from './steer';

const GATE = { no: true, code: 'room/gate', facts: { missing: 1, of: 2, per: 'person' } } as const;
const HERE = { block: 'b', step: 'write' };

describe('Next', () => {
  test('says where it was pressed, so that two consoles make one step', async () => {
    const room = fakeRoom();
    await new Steer(room).next(WRITING);
    expect(room.asked).toEqual([{ type: 'room/next', fields: HERE }]);
  });

  test('shows who is missing, and goes on anyway when it is pressed again', async () => {
    const room = fakeRoom();
    const steer = new Steer(room);
    room.answer(GATE);
    await steer.next(WRITING);
    expect(steer.gate.value).toEqual({ ...HERE, missing: 1, of: 2, per: 'person' });
    await steer.next(WRITING);
    expect(room.asked[1]).toEqual({ type: 'room/next', fields: { ...HERE, anyway: true } });
    expect(steer.gate.value).toBeUndefined();
  });

  test('asks again when nobody pressed for a while', async () => {
    vi.useFakeTimers();
    const room = fakeRoom();
    const steer = new Steer(room);
    room.answer(GATE, GATE);
    await steer.next(WRITING);
    vi.advanceTimersByTime(13_000);
    await steer.next(WRITING);
    expect(room.asked[1]).toEqual({ type: 'room/next', fields: HERE });
    vi.useRealTimers();
  });

  test('a gate of one step does not open another', async () => {
    const room = fakeRoom();
    const steer = new Steer(room);
    room.answer(GATE);
    await steer.next(WRITING);
    const now = { ...WRITING.now!, step: { ...WRITING.now!.step, id: 'pick' } };
    await steer.next({ ...WRITING, now });
    expect(room.asked[1]).toEqual({ type: 'room/next', fields: { block: 'b', step: 'pick' } });
  });

  test('shows more of the activity first', async () => {
    const room = fakeRoom();
    const command = { type: 'slide/reveal_next_point', slide: 0, shown: 2 };
    await new Steer(room).next({ ...WRITING, next: { does: 'ahead', command } });
    expect(room.asked).toEqual([{ type: 'slide/reveal_next_point', fields: { slide: 0, shown: 2 }, block: 'b' }]);
  });

  test('pressed twice before the answer counts once', async () => {
    const room = fakeRoom();
    const steer = new Steer(room);
    await Promise.all([steer.next(WRITING), steer.next(WRITING)]);
    expect(room.asked).toHaveLength(1);
  });

  test('asks before it ends the room, and only then ends it', async () => {
    const room = fakeRoom();
    const steer = new Steer(room);
    await steer.next({ ...WRITING, next: { does: 'end' } });
    expect(room.asked).toEqual([]);
    steer.question.value?.yes();
    expect(room.asked).toEqual([{ type: 'room/end', fields: {} }]);
  });
});

describe('a refusal', () => {
  test('is shown in words', async () => {
    const room = fakeRoom();
    const steer = new Steer(room);
    room.answer({ no: true, code: 'board/private', facts: {} });
    expect(await steer.ask('board/release_notes', {}, 'b')).toBe(false);
    expect(steer.told.value).toBe('That was not possible just now (board/private).');
  });

  test('for being second is not', async () => {
    const room = fakeRoom();
    const steer = new Steer(room);
    room.answer({ no: true, code: 'room/already', facts: {} });
    await steer.back(WRITING);
    expect(steer.told.value).toBeUndefined();
  });

  test('is never guessed where nobody answered', async () => {
    const room = fakeRoom();
    const steer = new Steer(room);
    room.answer({ lost: true });
    await steer.next(WRITING);
    expect(steer.told.value).toBe('The server did not answer. Look at the wall before you press again.');
  });
});
