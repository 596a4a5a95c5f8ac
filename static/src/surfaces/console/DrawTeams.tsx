/** Deals everybody into teams. Once teams exist it asks first, because they would be dealt anew. */

import { Button, IconDraw } from '@kit';
import { t, useState } from '@wire';
import type { PartProps } from './parts';

const A_GOOD_TEAM = 6;
const MOST_TEAMS = 40;

export function DrawTeams({ view, steer, people }: PartProps & { readonly people: number }) {
  const there = Object.keys(view.teams).length;
  const [typed, type] = useState<string | undefined>(undefined);
  const count = Math.round(Number((typed ?? String(there || suggestion(people))).normalize('NFKC')));
  const fits = count >= 1 && count <= MOST_TEAMS;
  const deal = () => void steer.ask('room/draw_teams', { count });
  const draw = () => {
    if (fits && there === 0) deal();
    if (fits && there > 0) steer.put(anew(deal));
  };
  return (
    <form
      class="tool"
      onSubmit={(submit) => {
        submit.preventDefault();
        draw();
      }}
    >
      <label class="tool-label">
        <span>{t('Teams')}</span>
        <input
          class="field figures tool-number"
          inputMode="numeric"
          value={typed ?? String(there || suggestion(people))}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <Button icon={IconDraw} onPress={draw} disabled={!fits}>
        {there ? t('Draw again') : t('Draw teams')}
      </Button>
    </form>
  );
}

function suggestion(people: number): number {
  return Math.max(2, Math.round(people / A_GOOD_TEAM));
}

function anew(yes: () => void) {
  return {
    question: t('Draw the teams again?'),
    lost: t('Everybody is dealt anew; the names and scribes of the teams are lost. Notes stay where they are.'),
    does: t('Draw again'),
    yes,
  };
}
