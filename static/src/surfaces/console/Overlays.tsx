/** What lies over the console for a moment: a question, the keys, the QR. */

import { Button, Confirm, Qr, shortAddress, spacedCode, useTrap } from '@kit';
import { t, useRef } from '@wire';
import type { PartProps } from './parts';
import type { ScreenLink } from './screenLink';

export function Overlays(props: PartProps) {
  const { steer } = props;
  const asked = steer.question.value;
  const close = () => steer.put();
  return (
    <>
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
      {steer.screenLink.value && <LinkBox link={steer.screenLink.value} onClose={() => steer.showLink()} />}
      {steer.keyHelp.value && <KeyHelp onClose={() => steer.showKeys(false)} />}
      {steer.bigQr.value && <BigQr {...props} />}
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
  ['?', t('Show these keys')],
  ['Esc', t('Close what is open')],
];

function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useTrap(box, onClose);
  return (
    <div class="confirm-ground">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <dialog> is missing before Safari 15.4 */}
      <div ref={box} class="confirm key-help" role="dialog" aria-modal="true" aria-labelledby="key-help">
        <h2 id="key-help">{t('Keys')}</h2>
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
        <p class="key-note">{t('A presenter clicker works too. On the wall itself: Q for the QR, D for light or dark, arrows to turn pages.')}</p>
        <div class="confirm-buttons">
          <Button onPress={onClose}>{t('Close')}</Button>
        </div>
      </div>
    </div>
  );
}

function LinkBox({ link, onClose }: { readonly link: ScreenLink; readonly onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useTrap(box, onClose);
  return (
    <div class="confirm-ground">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <dialog> is missing before Safari 15.4 */}
      <div ref={box} class="confirm link-box" role="dialog" aria-modal="true" aria-labelledby="link-box">
        <h2 id="link-box">{t('The wall on another computer')}</h2>
        <p>{t('Open this address there. It works once, for the next {n} minutes.', { n: link.minutes })}</p>
        <input class="field link-field" readOnly aria-label={t('Address')} value={link.url} onFocus={(focus) => focus.currentTarget.select()} />
        <div class="confirm-buttons">
          <Button onPress={onClose}>{t('Close')}</Button>
        </div>
      </div>
    </div>
  );
}

function BigQr({ page, view, steer }: PartProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <dialog> is missing before Safari 15.4
    <div class="big-qr" role="dialog" aria-modal="true" aria-label={t('QR full screen')}>
      <Qr src={page.qr} class="big-qr-picture" />
      <div>
        <p class="big-qr-code figures">{spacedCode(view.code)}</p>
        <p>{shortAddress(page.short_url)}</p>
        <Button onPress={() => steer.showQr(false)}>{t('Close')}</Button>
      </div>
    </div>
  );
}
