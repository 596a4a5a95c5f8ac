/** A board on the phone: only what can be done at this stage. */

import './phone.css';
import type { BoardProps } from './phone/board';
import { Brief } from './phone/Brief';
import { Cluster } from './phone/Cluster';
import { Discuss } from './phone/Discuss';
import { Gather } from './phone/Gather';
import { Naming } from './phone/Naming';
import { Place } from './phone/Place';
import { Present } from './phone/Present';
import { Question } from './phone/Question';
import { Resolve } from './phone/Resolve';
import { Vote } from './phone/Vote';
import { Write } from './phone/Write';

export default function Phone(props: BoardProps) {
  switch (props.block.shared.stage?.type) {
    case 'brief':
      return <Brief {...props} />;
    case 'write':
      return <Write {...props} />;
    case 'gather':
      return <Gather {...props} />;
    case 'cluster':
      return <Cluster {...props} />;
    case 'name':
      return <Naming {...props} />;
    case 'resolve':
      return <Resolve {...props} />;
    case 'present':
      return <Present {...props} />;
    case 'place':
      return <Place {...props} />;
    case 'vote':
      return <Vote {...props} />;
    case 'discuss':
      return <Discuss {...props} />;
    default:
      return <Question {...props} />;
  }
}
