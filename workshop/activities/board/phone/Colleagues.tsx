/** Writing to colleagues, one after the other: who has a note from me already is marked. */

import { byRank, t, useState } from '@wire';
import type { BoardProps } from './board';
import { nameOf } from './names';
import type { OwnNote } from './overlay';
import { colourOf } from './zones';

export function Colleagues(props: BoardProps & { readonly notes: readonly OwnNote[] }) {
  const { room, block, parts, locked, team, me, notes } = props;
  const [to, choose] = useState<string>();
  const { write } = block.shared;
  const others = byRank(team?.members).filter(([id]) => id !== me.id);
  if (!write) return null;
  if (others.length === 0) return <parts.Notice tone="calm">{t('There is nobody else in your team yet.')}</parts.Notice>;
  const has = new Set(notes.map(({ person }) => person));
  const options = others.map(([id, { name }]) => ({ id, text: has.has(id) ? `${name} ✓` : name }));
  return (
    <>
      <parts.Chips label={t('Write to: {n} of {of} have a note from you', { n: others.filter(([id]) => has.has(id)).length, of: others.length })} options={options} chosen={to} onChoose={choose} />
      {to !== undefined && (
        <parts.Composer
          key={to}
          field={`to-${to}`}
          label={t('For {name}: a trait, and once when you saw it', { name: nameOf(team, to) })}
          send={t('Send')}
          colour={() => colourOf(block.shared, Object.keys(write.zones)[0])}
          longest={write.longest}
          shortest={write.shortest}
          hint={<p>{t('Only {name} will read this, unsigned, and can put it away. Until this activity closes the server knows that it is yours, so that you can change it; after that nobody can find out.', { name: nameOf(team, to) })}</p>}
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={(text) => void room.ask('board/add_note', { text, person: to }, { block: block.id })}
        />
      )}
    </>
  );
}
