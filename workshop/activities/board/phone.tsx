/** A board on the phone: only what can be done at this stage. */

import './phone.css';
import type { BoardProps } from './phone/board';
import { Question } from './phone/Question';
import { stages } from './phone/stages';

export default function Phone(props: BoardProps) {
  const { stage } = props.block.shared;
  const Stage = (stage && stages[stage.type]) ?? Question;
  return <Stage {...props} />;
}
