/** A sort on the wall: the rules, how far the room is, each card as it is revealed, both sides of what it is split about. */

import './style.css';
import { type KindProjectorProps, ranked } from '@kit';
import { Card } from './screens/Card';
import { Key } from './screens/Key';
import { Progress } from './screens/Progress';
import { Reason } from './screens/Reason';
import { Rules } from './screens/Rules';
import { Sides } from './screens/Sides';
import type { SortView } from './views';

export default function SortWall(props: KindProjectorProps<SortView>) {
  const { view } = props;
  const lit = view.lit === undefined ? undefined : view.cards[view.lit];
  const said = ranked(view.talk?.reasons).find(({ id }) => id === view.lit);
  if (said) return <Reason key={said.id} {...props} reason={said} />;
  switch (view.phase) {
    case 'play':
      return <Progress {...props} />;
    case 'reveal':
      return lit ? <Card key={view.lit} {...props} card={lit} /> : <Key {...props} />;
    case 'talk':
      return <Sides {...props} />;
    default:
      return <Rules {...props} />;
  }
}
