/** My sealed card: the brief of my role, a secret card, the case I brought; and that I have read it. */

import { Button } from '@kit/Button';
import { Icon } from '@kit/Icon';
import { IconHide, IconLock, IconShow } from '@kit/icons';
import { ranked } from '@kit/ranked';
import { pick, t, useEffect, useState } from '@wire';
import type { Brief } from '../views';
import { OwnCase } from './OwnCase';
import { ask, castOf, type RoundsProps, switched } from './rounds';
import { Script } from './Script';

export function MyCard(props: RoundsProps) {
  const { shared, mine } = props.block;
  const brief = mine?.brief;
  const prepares = shared.phase === 'prep';
  if (prepares && mine?.choice === 'open') return <OwnCase {...props} />;
  return (
    <>
      {brief?.twist && <Twist text={pick(brief.twist)} />}
      {brief && hasCard(brief) && <Sealed key={`${shared.round}.${mine?.resent ?? 0}`} brief={brief} open={prepares} />}
      {prepares && brief && <Facts brief={brief} />}
      {prepares && mine?.choice === 'own' && mine.owner && <OwnCase {...props} />}
      {brief?.script && <Script {...props} steps={brief.script} />}
      {prepares && brief?.questions && <Questions brief={brief} />}
      {prepares && <Ready {...props} />}
    </>
  );
}

function hasCard({ text, card, own }: Brief): boolean {
  return text !== undefined || card !== undefined || own !== undefined;
}

/** Whoever sits beside me may look: the card can be covered. During the talk it lies face down. */
function Sealed({ brief, open }: { readonly brief: Brief; readonly open: boolean }) {
  const [shown, show] = useState(open);
  useEffect(() => show(open), [open]);
  return (
    <section class={shown ? 'rounds-card' : 'rounds-card rounds-covered'}>
      <header>
        <span class="rounds-sealed">
          <Icon of={IconLock} />
          {t('Only for you')}
        </span>
        <Button look="quiet" icon={shown ? IconHide : IconShow} onPress={() => show(!shown)}>
          {shown ? t('Cover') : t('My card')}
        </Button>
      </header>
      {shown && <Words brief={brief} />}
    </section>
  );
}

function Words({ brief }: { readonly brief: Brief }) {
  return (
    <div class="rounds-brief">
      {brief.title && <h2>{pick(brief.title)}</h2>}
      {brief.card?.scene && <p class="soft">{pick(brief.card.scene)}</p>}
      {brief.card && <p class="rounds-secret">{pick(brief.card.text)}</p>}
      {brief.text && <p>{pick(brief.text)}</p>}
      {brief.own && (
        <dl>
          {ranked(brief.own).map(({ id, label, text, words }) => (
            <div key={id}>
              <dt>{pick(label)}</dt>
              <dd>
                <bdi>{words ? pick(words) : text}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function Twist({ text }: { readonly text: string }) {
  return (
    <section class="rounds-twist" role="alert">
      <h2>{t('Something changes')}</h2>
      <p>{text}</p>
    </section>
  );
}

function Facts({ brief }: { readonly brief: Brief }) {
  const facts = ranked(brief.facts);
  if (facts.length === 0) return null;
  return (
    <section class="rounds-facts">
      <h2 class="section-title">{t('The facts')}</h2>
      {!hasCard(brief) && brief.title && <p>{pick(brief.title)}</p>}
      <dl>
        {facts.map(({ id, label, value }) => (
          <div key={id}>
            <dt>{pick(label)}</dt>
            <dd>{pick(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The same facts at hand while one plays or watches. */
export function CaseFacts({ block }: RoundsProps) {
  const brief = block.mine?.brief;
  return brief ? <Facts brief={brief} /> : null;
}

function Questions({ brief }: { readonly brief: Brief }) {
  return (
    <section>
      <h2 class="section-title">{t('Your questions')}</h2>
      <ol class="rounds-questions">
        {ranked(brief.questions).map(({ id, text }) => (
          <li key={id}>{pick(text)}</li>
        ))}
      </ol>
      <ul class="rounds-rules">
        {ranked(brief.rules).map(({ id, text }) => (
          <li key={id}>{pick(text)}</li>
        ))}
      </ul>
    </section>
  );
}

function Ready(props: RoundsProps) {
  const { shared, mine } = props.block;
  const ready = switched(props, 'rounds/say_ready', mine?.ready === true);
  if (!castOf(props).me || (shared.consent && mine?.may_begin === false)) return null;
  return (
    <div class="rounds-ready">
      {shared.reminded && !ready && <p class="rounds-waited">{t('The others are ready and wait for you.')}</p>}
      <Button
        look={ready ? 'plain' : 'primary'}
        class="button-wide"
        pressed={ready}
        disabled={props.locked}
        onPress={() => ask(props, 'rounds/say_ready', { on: !ready })}
      >
        {ready ? t('Ready') : t('I am ready')}
      </Button>
    </div>
  );
}
