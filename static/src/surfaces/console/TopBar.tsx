/** The room's name, its code, the clock, and the menus that are seldom needed. */

import { Button, IconDark, IconDownload, IconKeys, IconLight, IconWall, Icon, Menu, RehearsalMark, spacedCode, themeNow, useClock } from '@kit';
import { lang, t, useState } from '@wire';
import { chooseLang, chooseTheme, wallAddress } from './choices';
import { HandCount } from './Hands';
import type { PartProps } from './parts';
import { downloadChoices, roomChoices } from './roomMenus';
import { Undo } from './Undo';

export function TopBar(props: PartProps & { readonly narrow: boolean }) {
  const { page, view, does, narrow } = props;
  return (
    <header class="top-bar">
      <p class="top-title">
        <strong>
          <bdi>{view.title}</bdi>
        </strong>
        {view.rehearsal && <RehearsalMark />}
      </p>
      <p class="top-code figures">{spacedCode(view.code)}</p>
      <Clock />
      {!narrow && <HandCount {...props} />}
      {!narrow && <Undo {...props} />}
      <div class="top-tools">
        {!narrow && (
          <a class="button button-plain" href={wallAddress(page)} target={`wall-${page.room}`}>
            <Icon of={IconWall} />
            <span class="top-words">{t('Open the wall')}</span>
          </a>
        )}
        <Menu name={t('Download')} icon={IconDownload} look="plain" choices={downloadChoices(page, props.steer, lang.value)}>
          {narrow ? undefined : <span class="top-words">{t('Download')}</span>}
        </Menu>
        <Menu name={t('Room')} look="plain" choices={roomChoices(props)}>
          {t('Room')}
        </Menu>
        <Button look="quiet" onPress={() => chooseLang(lang.value === 'zh' ? 'en' : 'zh')}>
          <span lang={lang.value === 'zh' ? 'en' : 'zh-CN'}>{lang.value === 'zh' ? 'EN' : '中文'}</span>
        </Button>
        <ThemeKey />
        {!narrow && <Button look="quiet" icon={IconKeys} name={t('Keys')} onPress={() => does('help')} />}
      </div>
    </header>
  );
}

function ThemeKey() {
  const [theme, setTheme] = useState(themeNow);
  const other = theme === 'dark' ? 'light' : 'dark';
  const turn = () => {
    chooseTheme(other);
    setTheme(other);
  };
  return <Button look="quiet" icon={other === 'dark' ? IconDark : IconLight} name={other === 'dark' ? t('Dark') : t('Light')} onPress={turn} />;
}

function Clock() {
  const now = useClock(5_000);
  return (
    <p class="top-clock figures">
      {two(now.getHours())}:{two(now.getMinutes())}
    </p>
  );
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
