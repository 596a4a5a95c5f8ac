/** The talk at the facilitator's hand: which card, open or closed, and what people said. */

import { Button, IconErase, IconHide, IconMore, IconShow, IconSpotlight, type KindConsoleProps, type Listed, Menu, ranked, shownText } from '@kit';
import { pick, t, tn } from '@wire';
import { binName } from '../phone/cards';
import type { SortConsole, SortReason } from '../views';

type Props = KindConsoleProps<SortConsole>;
type Reason = Listed<SortReason & { readonly card?: string; readonly hidden?: true }>;

export function TalkControls(props: Props) {
  const { view, ask } = props;
  const { talk } = view;
  if (!talk) return null;
  const agenda = ranked(talk.agenda);
  const reasons: Reason[] = ranked(view.reasons);
  const unseen = talk.given - reasons.filter(({ card, hidden }) => card === (view.prompt ? undefined : talk.card) && !hidden).length;
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{tn(talk.given, '{n} line is written', '{n} lines are written')}</h2>
      <div class="desk-row">
        {talk.state === 'open' ? (
          <Button onPress={() => void ask('sort/close_talk')}>{t('Close the talk')}</Button>
        ) : (
          <Button onPress={() => void ask('sort/open_talk')}>{t('Let people write')}</Button>
        )}
      </div>
      {agenda.length > 0 && (
        <ul class="sort-cards">
          {agenda.map(({ id }) => (
            <li key={id}>
              <Button look="quiet" pressed={talk.card === id} onPress={() => void ask('sort/open_talk', { card: id })}>
                {pick(view.cards[id]?.text ?? view.decks[talk.deck ?? '']?.title ?? { zh: '', en: '' })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ul class="sort-cards">
        {reasons.map((reason) => (
          <Said key={reason.id} {...props} reason={reason} />
        ))}
      </ul>
      {unseen > 0 && <p class="sort-key-more">{tn(unseen, '{n} more is not shown to you yet.', '{n} more are not shown to you yet.')}</p>}
    </section>
  );
}

function Said({ view, reason, ask, erase }: Props & { readonly reason: Reason }) {
  const lit = view.lit === reason.id;
  const deck = view.decks[view.cards[reason.card ?? '']?.deck ?? ''];
  const about = [reason.side === undefined ? undefined : binName(deck, reason.side), reason.by, reason.hidden && t('hidden')];
  const onWall = view.talk?.reasons[reason.id] !== undefined;
  return (
    <li>
      <div class="sort-cards-row">
        <p>
          <bdi class={reason.erased && 'erased'}>{shownText(reason)}</bdi>
        </p>
        <span class="sort-tools">
          {onWall && !reason.erased && (
            <Button
              look="quiet"
              icon={IconSpotlight}
              name={lit ? t('Put it back') : t('Put it in the middle')}
              pressed={lit}
              onPress={() => void ask('sort/spotlight', { reason: reason.id, on: !lit })}
            />
          )}
          <Button
            look="quiet"
            icon={reason.hidden ? IconShow : IconHide}
            name={reason.hidden ? t('Show again') : t('Hide')}
            onPress={() => void ask(reason.hidden ? 'sort/restore_item' : 'sort/hide_item', { reason: reason.id })}
          />
          {!reason.erased && (
            <Menu
              name={t('More for this line')}
              icon={IconMore}
              choices={[{ id: 'erase', label: t('Erase for ever …'), icon: IconErase, danger: true, onPick: () => erase(reason.id, reason.text) }]}
            />
          )}
        </span>
      </div>
      <p class="sort-key-more">{about.filter(Boolean).join(' · ')}</p>
    </li>
  );
}
