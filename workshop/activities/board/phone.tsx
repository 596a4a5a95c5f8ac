/** A board on the phone: only what can be done at this stage. */

import './phone.css';
import type { BoardProps } from './phone/board';
import { Brief } from './phone/Brief';
import { Discuss } from './phone/Discuss';
import { Gather } from './phone/Gather';
import { Question } from './phone/Question';
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
    case 'vote':
      return <Vote {...props} />;
    case 'discuss':
      return <Discuss {...props} />;
    default:
      return <Question {...props} />;
  }
}
