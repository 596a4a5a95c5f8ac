/** The first thing one sees: my role, my partners, what I do now. */

import { pick, t } from '@wire';
import { doNow } from './doNow';
import { castOf, roleName, type RoundsProps } from './rounds';

export function Who(props: RoundsProps) {
  const { shared } = props.block;
  const { me, others } = castOf(props);
  if (!me) return null;
  return (
    <section class="rounds-who">
      <p class="rounds-round">
        <span class="figures">{t('Round {n} of {of}', { n: shared.round, of: shared.rounds })}</span>
        {shared.phase === 'setup' && <span>{t('your first role')}</span>}
      </p>
      <h1 class="rounds-role">
        <small>{t('You are')}</small>
        {roleName(shared, me.role)}
      </h1>
      <ul class="rounds-with" aria-label={t('With you')}>
        {others.map(({ id, name, role }) => (
          <li key={id}>
            <span class="soft">{roleName(shared, role)}</span>
            <strong>{name}</strong>
          </li>
        ))}
      </ul>
      <p class="rounds-do">{doNow(props) ?? pick(props.now.ask)}</p>
    </section>
  );
}
