/** The board of my team on my phone: zone by zone, and whether the room may see it. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import type { BoardProps } from './board';
import { Note } from './Note';
import { boardNotes } from './zones';

/** The scribe (or anybody, without one) lets the wall show the board of the team. */
export function Agree({ room, block, team, me, locked }: BoardProps) {
  const { shared } = block;
  if (shared.instances !== 'team' || !team || shared.boards?.[team.id] === undefined) return null;
  const agreed = block.team?.agreed === true;
  const may = !locked && (team.scribe === undefined || team.scribe === me.id);
  const ask = () => void room.ask('board/agree_to_show', { on: !agreed }, { block: block.id });
  return (
    <section class="panel">
      <p>{agreed ? t('The room may see your team’s board when the facilitator shows it.') : t('Only your team and the facilitator can read your board.')}</p>
      {may && (
        <Button class="button-wide" pressed={agreed} onPress={ask}>
          {agreed ? t('Do not show it any more') : t('Show our board to the room')}
        </Button>
      )}
    </section>
  );
}

export function TeamBoard(props: BoardProps) {
  const { block, teams } = props;
  const { shared, team } = block;
  const notes = boardNotes(block);
  if (shared.instances !== 'team') return null;
  return (
    <>
      {ranked(shared.zones).map(({ id, title }) => {
        const here = ranked(notes).filter((note) => note.zone === id);
        if (here.length === 0) return null;
        return (
          <section key={id}>
            <h2 class="section-title">
              {pick(title)} <span class="figures">{here.length}</span>
            </h2>
            <div class="board-notes">
              {here.map((note) => (
                <Note key={note.id} note={note} shared={shared} teams={teams} bases={team?.refs} notes={notes} />
              ))}
            </div>
          </section>
        );
      })}
    </>
  );
}
