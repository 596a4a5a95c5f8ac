/** Rounds on the phone: who I am, with whom, what to do now; then my card, which nobody else has. */

import './phone.css';
import { pick } from '@wire';
import { Agreement } from './phone/Agreement';
import { CaseFacts, MyCard } from './phone/MyCard';
import { Fields } from './phone/Fields';
import { Feedback } from './phone/Feedback';
import { Interview } from './phone/Interview';
import { castOf, refused, type RoundsProps } from './phone/rounds';
import { Scoring } from './phone/Scoring';
import { StopKey, Stopped } from './phone/Stop';
import { Summary } from './phone/Summary';
import { Waiting } from './phone/Waiting';
import { Who } from './phone/Who';

export default function Phone(props: RoundsProps) {
  const { block, parts } = props;
  if (!castOf(props).me) return <Waiting {...props} />;
  const { phase } = block.shared;
  const stopped = block.mine?.stopped && phase !== 'summary';
  return (
    <>
      {phase !== 'summary' && <Who {...props} />}
      <parts.Refusals items={refused(props)} />
      {stopped ? <Stopped {...props} /> : <Step {...props} />}
      {!stopped && block.shared.stop && (phase === 'prep' || phase === 'play') && <StopKey {...props} />}
    </>
  );
}

function Step(props: RoundsProps) {
  switch (props.block.shared.phase) {
    case 'setup':
      return (
        <>
          {props.block.mine?.case && <p class="rounds-case">{pick(props.block.mine.case)}</p>}
          <Agreement {...props} />
          <Fields {...props} />
        </>
      );
    case 'prep':
      return <MyCard {...props} />;
    case 'play':
      return (
        <>
          <Interview {...props} />
          <MyCard {...props} />
          <Scoring {...props} />
          <Fields {...props} />
          <CaseFacts {...props} />
        </>
      );
    case 'score':
      return (
        <>
          <Scoring {...props} />
          <Fields {...props} />
        </>
      );
    case 'feedback':
      return <Feedback {...props} />;
    case 'summary':
      return <Summary {...props} />;
    default:
      return null;
  }
}
