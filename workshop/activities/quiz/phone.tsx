/** A test on the phone: one statement after the other, then my own result, then my place in the room. */

import './phone.css';
import { pick, t } from '@wire';
import { Answering } from './screens/Answering';
import { Plan } from './screens/Plan';
import { InRoom, MyResult } from './screens/Result';
import type { QuizProps } from './screens/quiz';

export default function Phone(props: QuizProps) {
  const { room, block, now, parts } = props;
  const refused = room.outbox.value.filter((item) => item.state === 'refused' && item.wish.block === block.id);
  return (
    <>
      <parts.Refusals items={refused} />
      <Phase {...props} phase={now.step.phase} />
    </>
  );
}

function Phase(props: QuizProps & { readonly phase: string }) {
  switch (props.phase) {
    case 'answer':
      return <Answering {...props} />;
    case 'mine':
      return <MyResult {...props} />;
    case 'room':
      return <InRoom {...props} />;
    case 'talk':
      return (
        <>
          <Plan {...props} />
          <MyResult {...props} />
        </>
      );
    default:
      return <Intro {...props} />;
  }
}

function Intro({ block, now }: QuizProps) {
  const { shared } = block;
  const [ask, intro] = [pick(now.ask), pick(shared.intro)];
  return (
    <article class="quiz-intro">
      <h1 class="question">{ask}</h1>
      {intro !== ask && <p>{intro}</p>}
      <p class="soft">
        {shared.anonymous
          ? t('Nobody is told that it is yours. The facilitator sees how many are done. Once this closes, nobody can find out any more, not even on the server.')
          : t('Your answers and your result are shown to nobody but you. They are kept as plain text on the server of this course and go into your own handbook. The room sees means once {n} people count.', { n: shared.least_people })}
      </p>
      <p>{t('The questions come when the facilitator goes on.')}</p>
    </article>
  );
}
