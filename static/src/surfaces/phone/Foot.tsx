/** The last line of every page: who I am here, and the language. */

import { TeamMark } from '@kit/TeamMark';
import { keepInCookie } from '@kit/theme';
import type { Me, MyTeam } from '@wire';
import { lang, loadWords, t } from '../../words';
import { RaiseHand } from './RaiseHand';

interface FootProps {
  readonly me: Me | undefined;
  readonly team: MyTeam | undefined;
  /** The room is on: somebody could come. */
  readonly mayCall: boolean;
  /** The page of what is mine; none for a phone that is not in. */
  readonly mine?: string | undefined;
}

export function Foot({ me, team, mayCall, mine }: FootProps) {
  return (
    <footer class="foot">
      {me && (
        <p class="foot-me">
          <span class="foot-name">
            {team && <TeamMark team={team} />}
            <bdi>{me.name}</bdi>
          </span>
          {me.seat_code && <span class="foot-code figures">{t('Seat {code}', { code: me.seat_code })}</span>}
        </p>
      )}
      {me && mayCall && <RaiseHand me={me} />}
      {mine && (
        <a class="button button-quiet" href={mine}>
          {t('My course')}
        </a>
      )}
      <Language />
    </footer>
  );
}

function Language() {
  const other = lang.value === 'zh' ? 'en' : 'zh';
  const change = () => {
    keepInCookie('lang', other);
    void loadWords(other, 'phone').catch(() => undefined);
  };
  return (
    <button type="button" class="button button-quiet" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={change}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
