/** What is on: the activity, its steps, the question on the wall, what phones are told. */

import { ranked } from '@kit';
import { pick, t } from '@wire';
import type { PartProps } from './parts';

export function StepHead({ view, steer }: PartProps) {
  const { now } = view;
  if (!now) {
    return (
      <header class="step-head">
        <p class="step-where">{pick(view.course)}</p>
        <h1 class="step-ask">{headline(view.state)}</h1>
      </header>
    );
  }
  return (
    <header class="step-head">
      <p class="step-where">
        <strong>{pick(now.title)}</strong>
        {now.beat && <span class="step-beat">{pick(now.beat)}</span>}
      </p>
      <h1 class="step-ask">{pick(now.ask)}</h1>
      <ol class="step-rail" aria-label={t('Steps of this activity')}>
        {ranked(view.steps).map((step) => (
          <li key={step.id}>
            <button
              type="button"
              class={`step-chip step-${step.state}`}
              aria-current={step.state === 'now' ? 'step' : undefined}
              onClick={() => step.state !== 'now' && void steer.ask('room/go_to', { block: now.block, step: step.id })}
            >
              {pick(step.name)}
              {step.round && <span class="step-round figures">{t('round {n}', { n: step.round })}</span>}
              {step.minutes > 0 && <span class="step-minutes figures">{t('{n} min', { n: step.minutes })}</span>}
            </button>
          </li>
        ))}
      </ol>
    </header>
  );
}

function headline(state: PartProps['view']['state']): string {
  switch (state) {
    case 'lobby':
      return t('People are coming in');
    case 'running':
      return t('Between two activities');
    case 'ended':
      return t('The room has ended');
  }
}

/** What the trainer needs to know and the room does not see. */
export function StepTips({ view: { now } }: PartProps) {
  if (!now) return null;
  return (
    <dl class="tips">
      {now.tips && (
        <>
          <dt>{t('Tip')}</dt>
          <dd>{pick(now.tips)}</dd>
        </>
      )}
      {now.phone && (
        <>
          <dt>{t('On the phones')}</dt>
          <dd>{pick(now.phone)}</dd>
        </>
      )}
      <dt>{t('Who can read it')}</dt>
      <dd>{privacyWords(now.privacy)}</dd>
    </dl>
  );
}

function privacyWords(level: string): string {
  switch (level) {
    case 'self':
      return t('Only the person who wrote it, unless they show it to others themselves. Until then you see how many, not what.');
    case 'pair':
      return t('Only the two or three who work together.');
    case 'team':
      return t('Only the team, and you.');
    case 'aggregate':
      return t('Everybody sees numbers of the whole room, nobody sees a person.');
    default:
      return t('Everybody in the room, once it is on the wall.');
  }
}
