/** One question at a time: whoever asks goes on, whoever answers may skip. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import { ask, castOf, lastWish, type RoundsProps } from './rounds';

export function Interview(props: RoundsProps) {
  const { shared, mine } = props.block;
  const { me } = castOf(props);
  const questions = ranked(mine?.brief?.questions);
  if (me?.role === shared.performer && questions.length > 0) return <Asker {...props} questions={questions} />;
  if (!mine?.question) return null;
  return (
    <section class="panel rounds-question">
      <p class="soft figures">{t('Question {n} of {of}', mine.question)}</p>
      <h2>{pick(mine.question.text)}</h2>
      {mine.skipped?.[mine.question.id] ? (
        <p class="soft">{t('Skipped.')}</p>
      ) : (
        <Button class="button-wide" onPress={() => ask(props, 'rounds/skip_question', { question: mine.question?.id })}>
          {t('Skip this one')}
        </Button>
      )}
    </section>
  );
}

type AskerProps = RoundsProps & { readonly questions: readonly { readonly id: string; readonly text: { zh: string; en: string } }[] };

function Asker(props: AskerProps) {
  const { mine } = props.block;
  const { questions } = props;
  const last = lastWish(props, 'rounds/ask_question')?.wish['question'];
  const at = questions.findIndex(({ id }) => id === (typeof last === 'string' ? last : mine?.question?.id));
  const now = questions[at];
  const next = questions[at + 1];
  const before = questions[at - 1];
  return (
    <section class="panel rounds-question">
      {now ? (
        <>
          <p class="soft figures">{t('Question {n} of {of}', { n: at + 1, of: questions.length })}</p>
          <h2>{pick(now.text)}</h2>
          {mine?.skipped?.[now.id] && <p class="rounds-skipped">{t('Your partner skips this one. Go on.')}</p>}
        </>
      ) : (
        <p>{t('Begin when you are both ready.')}</p>
      )}
      {next && (
        <Button look="primary" class="button-wide" onPress={() => ask(props, 'rounds/ask_question', { question: next.id })}>
          {now ? t('Next question') : t('First question')}
        </Button>
      )}
      {before && (
        <Button look="quiet" class="button-wide" onPress={() => ask(props, 'rounds/ask_question', { question: before.id })}>
          {t('One back')}
        </Button>
      )}
    </section>
  );
}
