/** One statement at a time, five large answers; the next one comes by itself. Missing ones are named before handing in. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { pick, t, tn, useEffect, useState } from '@wire';
import { answersOf, onTheWay, type QuizProps } from './quiz';
import { MyResult } from './Result';

const TURN_MS = 250;

export function Answering(props: QuizProps) {
  const { block } = props;
  const handedIn = block.mine?.submitted || onTheWay(props, 'quiz/submit').length > 0;
  if (handedIn) return <HandedIn {...props} />;
  return block.shared.one_per_page ? <OneByOne {...props} /> : <AllAtOnce {...props} />;
}

function OneByOne(props: QuizProps) {
  const items = ranked(props.block.shared.items);
  const answers = answersOf(props);
  const firstOpen = items.findIndex(({ id }) => answers[id] === undefined);
  const [at, setAt] = useState(firstOpen < 0 ? items.length : firstOpen);
  const [soon, setSoon] = useState<number | undefined>(undefined);
  const turn = (to: number) => {
    setSoon(undefined);
    setAt(to);
  };
  useEffect(() => {
    if (soon === undefined) return undefined;
    const turning = setTimeout(() => {
      setSoon(undefined);
      setAt(soon);
    }, TURN_MS);
    return () => clearTimeout(turning);
  }, [soon]);
  const item = items[at];
  return (
    <section class="panel quiz-one">
      <p class="soft figures" aria-live="polite">
        {item ? t('{n} of {of}', { n: at + 1, of: items.length }) : t('All pages')}
      </p>
      <Steps items={items.map(({ id }) => answers[id] !== undefined)} at={at} />
      {item ? (
        <Statement {...props} item={item} chosen={answers[item.id]} onChosen={() => setSoon(at + 1)} />
      ) : (
        <Finish {...props} missing={items.flatMap(({ id }, n) => (answers[id] === undefined ? [n] : []))} onGo={turn} />
      )}
      <div class="quiz-turn">
        {at > 0 && <Button onPress={() => turn(at - 1)}>{t('One back')}</Button>}
        {item && <Button onPress={() => turn(at + 1)}>{t('Next')}</Button>}
      </div>
    </section>
  );
}

function Steps({ items, at }: { readonly items: readonly boolean[]; readonly at: number }) {
  return (
    <p class="quiz-steps" aria-hidden="true">
      {items.map((done, n) => (
        <i key={n} class={`${done ? 'quiz-step-done' : ''} ${n === at ? 'quiz-step-now' : ''}`} />
      ))}
    </p>
  );
}

interface StatementProps {
  readonly item: { readonly id: string; readonly text: { readonly zh: string; readonly en: string } };
  readonly chosen: number | undefined;
  readonly onChosen?: () => void;
}

function Statement(props: QuizProps & StatementProps) {
  const { room, block, parts, locked, item, chosen, onChosen } = props;
  return (
    <parts.Chips
      wide
      key={item.id}
      label={pick(item.text)}
      options={ranked(block.shared.scale).map(({ id, text }) => ({ id, text: pick(text) }))}
      chosen={chosen === undefined ? undefined : String(chosen)}
      disabled={locked}
      onChoose={(value) => {
        void room.ask('quiz/answer', { item: item.id, value: Number(value) }, { block: block.id });
        onChosen?.();
      }}
    />
  );
}

function AllAtOnce(props: QuizProps) {
  const items = ranked(props.block.shared.items);
  const answers = answersOf(props);
  return (
    <section class="panel quiz-one">
      {items.map((item) => (
        <Statement key={item.id} {...props} item={item} chosen={answers[item.id]} />
      ))}
      <Finish {...props} missing={items.flatMap(({ id }, n) => (answers[id] === undefined ? [n] : []))} />
    </section>
  );
}

interface FinishProps {
  readonly missing: readonly number[];
  readonly onGo?: (n: number) => void;
}

/** The open questions, what is still missing, and the button that hands everything in. */
function Finish(props: QuizProps & FinishProps) {
  const { room, block, parts, locked, missing, onGo } = props;
  const first = missing[0];
  return (
    <>
      {ranked(block.shared.questions).map(({ id, text, longest }) => (
        <parts.Composer
          key={id}
          field={`open-${id}`}
          label={pick(text)}
          send={t('Keep')}
          begin={{ text: written(props, id) }}
          longest={longest}
          rows={2}
          mayBeEmpty
          stays
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={(said) => void room.ask('quiz/write', { question: id, text: said }, { block: block.id })}
        />
      ))}
      {first !== undefined && (
        <parts.Notice
          tone="warn"
          {...(onGo ? { action: { text: t('Go there'), onPress: () => onGo(first) } } : {})}
        >
          {tn(missing.length, 'One statement is not answered yet: number {list}', '{n} statements are not answered yet: numbers {list}', {
            list: missing.map((n) => n + 1).join(t(', ')),
          })}
        </parts.Notice>
      )}
      <button
        type="button"
        class="button button-primary quiz-submit"
        aria-disabled={first === undefined && !locked ? undefined : 'true'}
        onClick={() => first === undefined && !locked && void room.ask('quiz/submit', {}, { block: block.id })}
      >
        {t('Hand in')}
      </button>
    </>
  );
}

function written(props: QuizProps, question: string): string {
  const last = onTheWay(props, 'quiz/write')
    .filter(({ wish }) => wish['question'] === question)
    .slice(-1)[0];
  return last ? String(last.wish['text']) : (props.block.mine?.written?.[question] ?? '');
}

function HandedIn(props: QuizProps) {
  const { room, block, parts } = props;
  if (block.shared.released && block.mine?.result && !block.shared.anonymous) return <MyResult {...props} />;
  return (
    <section class="panel">
      <h1 class="question">{block.shared.anonymous ? t('Thank you') : t('Handed in')}</h1>
      <p>
        <parts.Says state={block.mine?.submitted ? 'delivered' : 'waiting'} />
      </p>
      {!block.shared.anonymous && <p class="soft">{t('Your result appears here as soon as the facilitator goes on.')}</p>}
      {block.shared.again && block.mine?.submitted && (
        <Button onPress={() => void room.ask('quiz/take_again', {}, { block: block.id })}>{t('Change my answers')}</Button>
      )}
    </section>
  );
}
