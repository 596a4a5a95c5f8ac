/** The talk: the card in the middle, the reasons of both sides beside one another; or the answers to the question. */

import { Icon, IconSay, type KindProjectorProps, type Listed, NoteCard, noteColour, ranked, type SheetGroup, shownText, Sheets } from '@kit';
import { lang, pick, t, tn } from '@wire';
import { binName } from '../phone/cards';
import type { SortReason, SortTalk, SortView } from '../views';

const SIZES = [54, 46, 40, 36, 32];
const MOST = 24;
const LEAST_LINE = 9;

export function Sides({ view, teams }: KindProjectorProps<SortView>) {
  const { talk } = view;
  if (!talk) return null;
  const reasons = ranked(talk.reasons);
  const sides = view.prompt ? [] : ranked(talk.sides);
  const deck = view.decks[talk.deck ?? ''];
  const draw = (reason: Listed<SortReason>, colour: number) => ({
    id: reason.id,
    draw: (
      <NoteCard
        text={shownText(reason)}
        erased={reason.erased}
        colour={noteColour(colour)}
        by={reason.by}
        team={reason.team === undefined ? undefined : teams[reason.team]}
        class="lands"
      />
    ),
  });
  const groups: SheetGroup[] =
    sides.length === 0
      ? [{ id: 'all', items: reasons.map((reason) => draw(reason, 0)) }]
      : sides.map(({ id, n }, at) => ({
          id,
          heading: (
            <span class={`sort-side note-${noteColour(at)}`}>
              {binName(deck, id)} <span class="figures">{tn(n, '{n} person', '{n} people')}</span>
            </span>
          ),
          items: reasons.filter(({ side }) => side === id).map((reason) => draw(reason, at)),
        }));
  return (
    <div class="sort-talk">
      {talk.text && !view.prompt && <p class="sort-paper sort-paper-large">{pick(talk.text)}</p>}
      {(reasons.length > 0 || sides.length > 0) && (
        <Sheets groups={groups} sizes={SIZES} columns={columns} most={MOST} when={drawn(view)} from={talk.card ?? ''} />
      )}
      {reasons.length === 0 && (
        <div class="sort-invites">
          <Icon of={IconSay} />
          <p>{invitation(talk)}</p>
        </div>
      )}
    </div>
  );
}

function invitation({ state, given, takes }: SortTalk): string {
  if (given > 0 && state === 'open') return t('{n} written; they appear in threes', { n: given });
  if (state !== 'open' || !takes) return t('Talk about it.');
  return t('Write one line on your phone.');
}

function columns(width: number, size: number): number {
  return Math.floor((width + 24) / (size * LEAST_LINE + 24));
}

function drawn({ talk }: SortView): string {
  return JSON.stringify([lang.value, talk?.reasons, talk?.sides, talk?.card]);
}
