/** What lies over the console for a moment: a question, the keys, the QR. */

import { Button, Confirm, IconNew, Qr, qrOf, shortAddress, spacedCode } from '@kit';
import { t } from '@wire';
import { Dialog } from './Dialog';
import { JoiningSwitch } from './Door';
import { Helpers } from './Helpers';
import { LinkField } from './LinkField';
import { askNewCode } from './newCode';
import type { PartProps } from './parts';
import { AddActivity, EndInTime, OtherMinutes, OtherWords } from './Planning';
import { Say } from './Say';
import type { ScreenLink } from './screenLink';
import { Seat } from './Seat';

export function Overlays(props: PartProps) {
  const { steer } = props;
  const asked = steer.question.value;
  const close = () => steer.put();
  return (
    <>
      <Opened {...props} />
      {steer.keyHelp.value && <KeyHelp onClose={() => steer.showKeys(false)} />}
      {steer.bigQr.value && <BigQr {...props} />}
      {asked && (
        <Confirm
          {...asked}
          onNo={close}
          onYes={() => {
            close();
            asked.yes();
          }}
        />
      )}
    </>
  );
}

const KEYS = (): readonly (readonly [string, string])[] => [
  ['→  PageDown  Space  N', t('Next: what is written on the blue button')],
  ['←  PageUp', t('Back one step; nothing is lost')],
  ['B', t('Blank the wall, or show it again')],
  ['L', t('Close the input, or open it again')],
  ['P', t('Pause: stops the clock and the phones')],
  ['T', t('Type minutes for the timer')],
  ['Q', t('QR full screen on the wall')],
  ['M', t('Say something to everybody, a team or one person')],
  ['E', t('End in time: what to shorten or skip')],
  ['W', t('Change the wording of this activity')],
  ['Alt ↑  Alt ↓', t('In the plan: move the activity up or down')],
  ['Ctrl Z', t('Undo the last thing that was done here')],
  ['Ctrl Shift Z', t('Do again what was undone')],
  ['?', t('Show these keys')],
  ['Esc', t('Close what is open')],
];

function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog id="key-help" title={t('Keys')} class="key-help" onClose={onClose}>
      <dl>
        {KEYS().map(([keys, does]) => (
          <div key={keys} class="key-line">
            <dt>
              {keys.split('  ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="key-note">{t('A presenter clicker works too. On the wall itself: Q for the QR, D for light or dark, P for a picture of the board, arrows to turn pages.')}</p>
    </Dialog>
  );
}

function LinkBox({ link, onClose }: { readonly link: ScreenLink; readonly onClose: () => void }) {
  return (
    <Dialog id="link-box" title={t('The wall on another computer')} class="link-box" onClose={onClose}>
      <p>{t('Open this address there. It works once, for the next {n} minutes.', { n: link.minutes })}</p>
      <LinkField url={link.url} />
    </Dialog>
  );
}

function BigQr(props: PartProps) {
  const { page, view, steer } = props;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <dialog> is missing before Safari 15.4
    <div class="big-qr" role="dialog" aria-modal="true" aria-label={t('QR full screen')}>
      <Qr src={qrOf(page, view.code)} class="big-qr-picture" />
      <div class="big-qr-way">
        <p class="big-qr-code figures">{spacedCode(view.code)}</p>
        <p>{shortAddress(page.short_url)}</p>
        <Button class="big-qr-close" onPress={() => steer.showQr(false)}>
          {t('Close')}
        </Button>
        <JoiningSwitch {...props} />
        <Button look="quiet" icon={IconNew} onPress={() => askNewCode(page, steer)}>
          {t('New code …')}
        </Button>
      </div>
    </div>
  );
}

function Opened(props: PartProps) {
  const { steer } = props;
  const panel = steer.panel.value;
  switch (panel?.is) {
    case 'say':
      return <Say {...props} to={panel.to} />;
    case 'seat':
      return <Seat {...props} person={panel.person} />;
    case 'helpers':
      return <Helpers {...props} />;
    case 'end_in_time':
      return <EndInTime {...props} />;
    case 'minutes':
      return <OtherMinutes {...props} block={panel.block} />;
    case 'add':
      return <AddActivity {...props} before={panel.before} />;
    case 'words':
      return <OtherWords {...props} />;
    case 'wall_link':
      return <LinkBox link={panel.link} onClose={() => steer.open()} />;
    default:
      return null;
  }
}
