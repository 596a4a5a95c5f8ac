/** Before the writing: the question and the columns, so that people can begin to think. */

import { noteColour } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import type { BoardProps } from './board';
import { Fields } from './Fields';
import { Examples } from './Examples';
import { OnWall } from './OnWall';
import { Prompts } from './Prompts';
import { Question } from './Question';
import { TeamBoard } from './TeamBoard';

export function Brief(props: BoardProps) {
  const zones = ranked(props.block.shared.zones);
  const hangs = Object.keys(props.block.shared.notes).length > 0; // the course's own cards, to be voted on
  return (
    <>
      <Question {...props} />
      {zones.length > 1 && (
        <section>
          <h2 class="section-title">{props.block.shared.layout === 'columns' ? t('The columns') : t('The zones')}</h2>
          <ul class="board-zones">
            {zones.map((zone) => (
              <li key={zone.id} class={`board-zone note-${noteColour(zone.rank)}`}>
                {pick(zone.title)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {props.block.shared.resolving && <Fields {...props} resolving={props.block.shared.resolving} />}
      <Prompts {...props} />
      <Examples {...props} />
      <TeamBoard {...props} />
      <OnWall {...props} />
      <p class="soft">{hangs ? t('Read the cards first. It begins soon.') : t('Think for a moment. The writing begins soon.')}</p>
    </>
  );
}
