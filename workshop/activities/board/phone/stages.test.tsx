import axe from 'axe-core';
import type { BoardMine, BoardPhones, BoardTeam, KindPhoneProps, MyTeam } from '@wire';
import { setWords } from '@wire';
import { shelf } from '@wire/shelf';
import { fireEvent, render, screen } from '@testing-library/preact';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { Drafts } from '../../../../static/src/surfaces/phone/drafts';
import { type FakeRoom, fakeRoom, PAGE } from '../../../../static/src/surfaces/phone/fake';
import { HereContext } from '../../../../static/src/surfaces/phone/here';
import { parts } from '../../../../static/src/surfaces/phone/parts';
import Phone from '../phone';
import { stages } from './stages';

const W = (text: string) => ({ zh: text, en: text });
const NOTES = Object.fromEntries(['带新人', '过三关', '排班'].map((text, n) => [`n${n}`, { zone: 'wall', rank: n, text }]));
const FRAME: BoardPhones = { layout: 'wall', identity: 'team', notes: NOTES, zones: { wall: { rank: 0, title: W('Wall') } } };
const TEAM: MyTeam = { id: 't1', number: 1, members: { ann: { name: 'Ann', rank: 0 } } };
const CLUSTER: BoardPhones = {
  ...FRAME, stage: { id: 'c', type: 'cluster' }, clustering: { pairs: true, least: 2, most: 4, by: 'everyone' },
  clusters: { c1: { mark: 0, rank: 0 } }, places: { n0: 'c1' },
};
const NAMING: BoardPhones = {
  ...CLUSTER, stage: { id: 'n', type: 'name' },
  naming: { by: 'team', cluster: 'c1', order: { c1: 0 }, longest: 56, characters: { least: 4, most: 12 }, words: { least: 3, most: 7 } },
};
const RESOLVE: BoardPhones = {
  ...FRAME, stage: { id: 'd', type: 'resolve' },
  hands: { stage: 'd', kind: 'fist5', up: 2, most: 5, state: 'open' },
  resolving: {
    stage: 'd', by: 'team', reach: 'team',
    fields: {
      first: { rank: 0, label: W('First step'), type: 'text', required: true, longest: 20, shortest: 0 },
      how: { rank: 1, label: W('How'), type: 'choice', required: false, longest: 40, shortest: 0, options: { fast: { rank: 0, title: W('Fast') } } },
    },
  },
};
const SHOW: BoardPhones = {
  ...FRAME, stage: { id: 'p', type: 'present' },
  show: {
    who: 'all', seconds: 60, scale: 3, criteria: { clear: { rank: 0, title: W('Clear') } }, comment_max: 20,
    queue: { t2: { rank: 0, state: 'presenting' }, t1: { rank: 1, state: 'waiting' } },
    now: { unit: 't2', state: 'presenting', heard_from: 1 },
  },
};

let room: FakeRoom;

function open(shared: BoardPhones, { team, mine, of = TEAM }: { team?: BoardTeam; mine?: BoardMine; of?: MyTeam } = {}) {
  const props: KindPhoneProps<BoardPhones, BoardTeam, BoardMine> = {
    room, locked: false, parts, teams: { t1: { number: 1 }, t2: { number: 2 } }, me: { id: 'ann', name: 'Ann', team: 't1' }, team: of,
    block: { id: 'b1', shared, ...(team ? { team } : {}), ...(mine ? { mine } : {}) },
    now: { block: 'b1', kind: 'board', title: W('Board'), ask: W('Do it'), step: { id: 's', phase: 's', name: W('Step'), n: 1, of: 2 } },
  };
  const drafts = new Drafts(shelf(localStorage), 'r1', 'ann');
  return render(
    <HereContext.Provider value={{ page: PAGE, room, drafts, block: 'b1', step: 's', me: props.me, team: of }}>
      <main>
        <Phone {...props} />
      </main>
    </HereContext.Provider>,
  );
}

const text = () => document.body.textContent ?? '';

beforeAll(() => Promise.all(Object.values(stages).map((stage) => stage.fetch())));

beforeEach(() => {
  localStorage.clear();
  setWords('en', {});
  room = fakeRoom({});
});

test('two tapped notes are a suggestion, which can be taken back', () => {
  open(CLUSTER, { mine: { suggested: { 'n0-n1': true } } });
  fireEvent.click(screen.getByRole('button', { name: /过三关/ }));
  fireEvent.click(screen.getByRole('button', { name: /排班/ }));
  fireEvent.click(screen.getByText('Take back'));
  expect(room.asked.map(({ type, fields }) => [type, fields])).toEqual([
    ['board/suggest_pair', { notes: ['n1', 'n2'], on: true }],
    ['board/suggest_pair', { notes: ['n0', 'n1'], on: false }],
  ]);
});

test('where the facilitator clusters alone the phone only shows what lies together', () => {
  open({ ...CLUSTER, clustering: { ...CLUSTER.clustering!, by: 'facilitator' } });
  expect(screen.queryByRole('button', { name: /过三关/ })).toBeNull();
  expect(text()).toContain('Sun');
});

test('a call is answered with up to as many cards as it wants', () => {
  const calling: BoardPhones = {
    ...FRAME, notes: {}, stage: { id: 'g', type: 'gather' }, gather: { how: 'calls', pick: 1 },
    calls: { clear: { rank: 0, title: W('The clearest two'), per_team: 2 } }, call: { id: 'clear', given: {} },
  };
  const view = open(calling, { team: { notes: NOTES, ticked: { n0: true } } });
  expect(text()).toContain('The clearest two');
  fireEvent.click(screen.getByText('Put them on the wall'));
  expect(room.asked).toEqual([{ type: 'board/hand_in', fields: {}, block: 'b1' }]);
  view.unmount();
  open({ ...calling, call: { id: 'clear', given: { t1: 2 } } }, { team: { notes: NOTES } });
  expect(text()).toContain('Wait for the next call.');
});

test('a team proposes a name for the cluster that is on', () => {
  open(NAMING);
  expect(text()).toContain('4–12 Chinese characters, or 3–7 English words.');
  fireEvent.input(screen.getByLabelText('Our name for it'), { target: { value: '把新人带稳' } });
  fireEvent.click(screen.getByText('Propose'));
  expect(room.asked).toEqual([{ type: 'board/propose_name', fields: { text: '把新人带稳' }, block: 'b1' }]);
});

test('hands and fields are sent one by one, with the revision that was seen', () => {
  open(RESOLVE, { team: { answers: { d: { first: { text: '甲', revision: 2 } } } } });
  fireEvent.click(screen.getByLabelText('4 good'));
  fireEvent.input(screen.getByLabelText('First step (required)'), { target: { value: '乙' } });
  fireEvent.click(screen.getByText('Save the change'));
  fireEvent.click(screen.getByLabelText('Fast'));
  expect(room.asked.map(({ type, fields }) => [type, fields])).toEqual([
    ['board/agree', { value: 4 }],
    ['board/fill_field', { field: 'first', text: '乙', seen: 2 }],
    ['board/fill_field', { field: 'how', text: 'fast' }],
  ]);
  expect(text()).toContain('Your team and the facilitator can read it; the room when your team presents.');
});

test('where another writes for my team I read along', () => {
  open(RESOLVE, { of: { ...TEAM, scribe: 'ben', scribe_name: 'Ben' }, team: { answers: { d: { first: { text: '排好师傅', revision: 1 } } } } });
  expect(text()).toContain('排好师傅');
  expect(screen.queryByText('Save')).toBeNull();
});

test('listeners rate the team that is on, its own people do not', () => {
  const view = open(SHOW);
  fireEvent.click(screen.getByLabelText('3'));
  fireEvent.input(screen.getByLabelText('One line for whoever is speaking'), { target: { value: '很清楚' } });
  fireEvent.click(screen.getByText('Send'));
  expect(room.asked.map(({ type, fields }) => [type, fields])).toEqual([
    ['board/rate_team', { unit: 't2', criterion: 'clear', value: 3 }],
    ['board/tell_team', { unit: 't2', text: '很清楚' }],
  ]);
  view.unmount();
  open({ ...SHOW, show: { ...SHOW.show!, now: { unit: 't1', state: 'presenting', heard_from: 0 } } });
  expect(screen.queryByLabelText('3')).toBeNull();
  expect(text()).toContain('It is your turn.');
});

test('dots on a cluster name the cluster', () => {
  open({ ...CLUSTER, stage: { id: 'v', type: 'vote' }, vote: { id: 'v', state: 'open', voters: 0 }, voting: { dots: 3, most: 1, secret: true, of: 'cluster' } });
  fireEvent.click(screen.getByLabelText('My dot on: Sun: 带新人'));
  expect(room.asked).toEqual([{ type: 'board/place_dots', fields: { stage: 'v', cluster: 'c1', dots: 1 }, block: 'b1' }]);
});

test('how I rate myself says who can read it', () => {
  open({ ...CLUSTER, stage: { id: 't', type: 'discuss' }, self: { least: 1, most: 5, targets: { c1: 0 } } }, { mine: { selves: { c1: 2 } } });
  expect(text()).toContain('Only you can read it.');
  fireEvent.click(screen.getByLabelText('4'));
  expect(room.asked).toEqual([{ type: 'board/rate_self', fields: { target: 'c1', value: 4 }, block: 'b1' }]);
});

test.each([CLUSTER, NAMING, RESOLVE, SHOW])('has nothing that axe finds (%#)', async (shared) => {
  const { container } = open(shared);
  const found = await axe.run(container, { rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
