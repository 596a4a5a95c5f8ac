/** It starts when everybody in the group has agreed, and each may take that back. */

import { Button } from '@kit/Button';
import { t } from '@wire';
import { ask, castOf, type RoundsProps, switched } from './rounds';

export function Agreement(props: RoundsProps) {
  const { shared, mine } = props.block;
  const { me, others } = castOf(props);
  if (!shared.consent || !me) return null;
  const agreed = switched(props, 'rounds/agree', mine?.agreed?.[me.id] === true);
  const missing = others.filter(({ id }) => !mine?.agreed?.[id]);
  return (
    <section class="panel">
      <Button
        look={agreed ? 'plain' : 'primary'}
        class="button-wide"
        pressed={agreed}
        disabled={props.locked}
        onPress={() => ask(props, 'rounds/agree', { on: !agreed })}
      >
        {agreed ? t('I agreed') : t('I agree')}
      </Button>
      <p class="soft">
        {missing.length > 0
          ? t('Still to agree: {names}', { names: missing.map(({ name }) => name).join(t(', ')) })
          : agreed
            ? t('Everybody has agreed. Either of you may skip a question or stop.')
            : t('Your partner has agreed.')}
      </p>
    </section>
  );
}
