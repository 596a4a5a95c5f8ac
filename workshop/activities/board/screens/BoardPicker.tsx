/** Which team's board the console shows, and which one the wall. */

import { Button, byNumber, Icon, IconShow, type KindConsoleProps, TeamMark } from '@kit';
import { type BoardConsole, t } from '@wire';

interface PickerProps extends KindConsoleProps<BoardConsole> {
  readonly board: string | undefined;
  readonly onPick: (board: string | undefined) => void;
}

export function BoardPicker({ view, teams, ask, board, onPick }: PickerProps) {
  const all = byNumber(teams).filter((team) => view.boards?.[team.id]);
  const shown = view.shown;
  return (
    <div class="picker">
      <fieldset class="picker-row" aria-label={t('Whose board')}>
        <Button pressed={board === undefined} onPress={() => onPick(undefined)}>
          {t('All')}
        </Button>
        {all.map((team) => (
          <Button key={team.id} pressed={board === team.id} onPress={() => onPick(team.id)}>
            <TeamMark team={team} named />
            <span class="figures"> {view.boards?.[team.id]?.n ?? 0}</span>
            {shown === team.id && <Icon of={IconShow} />}
          </Button>
        ))}
      </fieldset>
      {board === undefined ? (
        <p class="desk-unseen">{t('The wall shows how much each team has. Pick a team to put its board there.')}</p>
      ) : (
        <OnWall open={view.boards?.[board]?.open === true} shown={shown === board} onShow={(on) => void ask('board/show_board', { board, on })} />
      )}
    </div>
  );
}

interface OnWallProps {
  readonly open: boolean;
  readonly shown: boolean;
  readonly onShow: (on: boolean) => void;
}

function OnWall({ open, shown, onShow }: OnWallProps) {
  if (!open && !shown) {
    return <p class="desk-unseen">{t('The team has not agreed yet: its scribe taps “Show our board to the room”.')}</p>;
  }
  return (
    <Button pressed={shown} onPress={() => onShow(!shown)}>
      {shown ? t('Back to the overview') : t('Show this board on the wall')}
    </Button>
  );
}
