/** A sort for the facilitator: the key with its reasons, revealing, correcting, opening the talk, the reasons. */

import './console.css';
import { type Deeds, type KindConsoleProps, ranked } from '@kit';
import { listed, t } from '@wire';
import { Cards } from './screens/Cards';
import { TalkControls } from './screens/TalkControls';
import type { SortConsole } from './views';

type Props = KindConsoleProps<SortConsole>;

/** What the Next key says while it does more of the sort. */
export function ahead({ type }: { readonly type: string }): string | undefined {
  switch (type) {
    case 'sort/make_pairs':
      return t('Make pairs');
    case 'sort/reveal_card':
      return t('Reveal the next card');
    case 'sort/reveal_all':
      return t('Reveal all cards');
    case 'sort/open_talk':
      return t('Talk about the next card');
    default:
      return undefined;
  }
}

/** What a facilitator can do to a sort, as it stands behind "Undo: ". */
export const deeds: Deeds<'sort'> = {
  'sort/make_pairs': () => t('make pairs'),
  'sort/reveal_card': () => t('reveal a card'),
  'sort/reveal_all': () => t('reveal all cards'),
  'sort/spotlight': () => t('what stands in the middle'),
  'sort/edit_key': () => t('correct an answer'),
  'sort/open_talk': () => t('open the talk'),
  'sort/close_talk': () => t('close the talk'),
  'sort/hide_item': () => t('hide a reason'),
  'sort/restore_item': () => t('show a reason again'),
};

export function wordsOf({ reasons }: SortConsole, item: string): string | undefined {
  return reasons?.[item]?.text;
}

export default function SortDesk(props: Props) {
  const { view } = props;
  return (
    <div class="desk">
      {view.phase === 'talk' && <TalkControls {...props} />}
      <Pairs {...props} />
      <Cards {...props} />
    </div>
  );
}

function Pairs({ view }: Props) {
  if (view.play !== 'pair' || !view.pairs) return null;
  return (
    <details class="desk-part">
      <summary class="panel-title figures">{t('Pairs ({n})', { n: ranked(view.pairs).length })}</summary>
      <ul class="sort-pairs">
        {ranked(view.pairs).map(({ id, members }) => (
          <li key={id}>
            <bdi>{listed(Object.values(members))}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
