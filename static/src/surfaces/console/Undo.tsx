/** One button that says what it takes back, and the list of the last deeds to take back another one. */

import { Button, type Choice, IconRedo, IconOpen, IconUndo, Menu, useTicks } from '@kit';
import { t } from '@wire';
import { type NamedDeed, useDeeds } from './deeds';
import { agoWords } from './names';
import type { PartProps } from './parts';
import { useUndoKeys } from './consoleKeys';

/** A deed of the last seconds is offered to be taken back a little louder. */
const FRESH_MS = 8_000;
const MOST = 14;

export function Undo(props: PartProps) {
  const { room, view, steer } = props;
  const deeds = useDeeds(view).filter(({ id }) => !steer.takenBack.value.has(id));
  const last = deeds.find(({ redo }) => !redo);
  const redo = deeds[0]?.redo ? deeds[0] : undefined;
  useTicks(2_000);
  useUndoKeys((key) => {
    const deed = key === 'undo' ? last : redo;
    if (deed && !steer.covered()) void steer.undo(deed);
  });
  const fresh = last !== undefined && room.now() - last.at < FRESH_MS;
  return (
    <div class={fresh ? 'undo undo-fresh' : 'undo'}>
      <Button class="undo-last" icon={IconUndo} disabled={!last} onPress={() => last && void steer.undo(last)}>
        {last ? t('Undo: {deed}', { deed: last.name }) : t('Nothing to undo')}
      </Button>
      {deeds.length > 0 && (
        <Menu class="undo-more" name={t('The last deeds')} look="plain" icon={IconOpen} choices={choicesOf(deeds, props)} />
      )}
    </div>
  );
}

function choicesOf(deeds: readonly NamedDeed[], { room, steer }: PartProps): Choice[] {
  return deeds.slice(0, MOST).map((deed) => ({
    id: deed.id,
    under: t('Take back one of the last deeds'),
    icon: deed.redo ? IconRedo : IconUndo,
    label: <Label deed={deed} ago={agoWords(deed.at, room.now())} />,
    onPick: () => void steer.undo(deed),
  }));
}

function Label({ deed, ago }: { readonly deed: NamedDeed; readonly ago: string }) {
  return (
    <span class="deed">
      <span>{deed.redo ? t('Do again: {deed}', { deed: deed.name }) : t('Undo: {deed}', { deed: deed.name })}</span>
      <span class="deed-more figures">
        {deed.to && <bdi class="deed-to">{deed.to}</bdi>}
        <span>{ago}</span>
      </span>
    </span>
  );
}
