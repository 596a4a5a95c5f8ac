/** The question box: ask, or say that one has the same question. Nobody is told who asked. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type SlideQuestion, sorted, t, tn } from '@wire';
import { onTheWay, type SlideProps } from './slides';

const LONGEST = 60;

type Asked = SlideQuestion & { readonly id: string };

export function Questions(props: SlideProps) {
  const { room, block, parts, locked } = props;
  const waiting = onTheWay(props, 'slide/ask');
  const questions = sorted(ranked(block.shared.questions), (question) => (question.pinned ? 0 : question.answered ? 2 : 1));
  return (
    <section class="panel">
      <parts.Composer
        field="question"
        label={t('Ask a question')}
        send={t('Ask')}
        longest={LONGEST}
        rows={2}
        hint={<p>{t('Everybody in the room can read it; nobody is told that it is yours.')}</p>}
        {...(locked ? { closed: t('The input is stopped for now.') } : {})}
        onSend={(text) => void room.ask('slide/ask', { text }, { block: block.id })}
      />
      {questions.length + waiting.length > 0 && (
        <ul class="slide-questions">
          {waiting.map((item) => (
            <li key={item.id}>
              <bdi>{String(item.wish['text'])}</bdi> <parts.Says state={item.state === 'waiting' ? 'waiting' : 'delivered'} />
            </li>
          ))}
          {questions.map((question) => (
            <li key={question.id}>
              <Question {...props} question={question} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Question(props: SlideProps & { readonly question: Asked }) {
  const { room, block, question } = props;
  const supports = supported(props, question.id);
  const stored = block.mine?.supported?.[question.id] === true;
  const count = question.support + Number(supports) - Number(stored);
  const mine = block.mine?.asked?.[question.id] === true;
  return (
    <>
      <p>
        <bdi class={question.erased && 'erased'}>{shownText(question)}</bdi>
      </p>
      <div class="slide-question-row">
        <span class="soft">
          {[mine && t('mine'), question.pinned && t('on the wall now'), question.answered && t('answered')].filter(Boolean).join(' · ')}
        </span>
        {mine || question.answered || question.erased ? (
          count > 0 && <span class="soft">{tn(count, '{n} person has the same question', '{n} people have the same question')}</span>
        ) : (
          <Button
            pressed={supports}
            onPress={() => void room.ask('slide/support', { question: question.id, on: !supports }, { block: block.id })}
          >
            {t('Same question')} <span class="figures">{count}</span>
          </Button>
        )}
      </div>
    </>
  );
}

function supported(props: SlideProps, question: string): boolean {
  const last = onTheWay(props, 'slide/support')
    .filter((item) => item.wish['question'] === question)
    .slice(-1)[0];
  return last ? last.wish['on'] === true : props.block.mine?.supported?.[question] === true;
}
