/** Who presents: the mark of a team with its name, or somebody's name. */

import { TeamMark } from '../TeamMark';
import type { Presenter } from './show';

export function PresenterMark({ who: { team, name } }: { readonly who: Presenter }) {
  return team ? <TeamMark team={team} named /> : <bdi class="presenter">{name}</bdi>;
}
