/** A sort on the phone: only what can be done in this phase. */

import './phone.css';
import { pick } from '@wire';
import { Brief } from './phone/Brief';
import { Play } from './phone/Play';
import { Reveal } from './phone/Reveal';
import type { SortProps } from './phone/sort';
import { Talk } from './phone/Talk';

export default function Phone(props: SortProps) {
  switch (props.block.shared.phase) {
    case 'brief':
      return <Brief {...props} />;
    case 'play':
      return <Play {...props} />;
    case 'reveal':
      return <Reveal {...props} />;
    case 'talk':
      return <Talk {...props} />;
    default:
      return <p class="question">{pick(props.now.ask)}</p>;
  }
}
