/** An address to be passed on: to read, to select, and to copy where the browser allows it. */

import { Button, IconCopy } from '@kit';
import { t, useState } from '@wire';

export function LinkField({ url }: { readonly url: string }) {
  const [copied, setCopied] = useState(false);
  // plain http has no clipboard
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
  const copy = () => void clipboard?.writeText(url).then(() => setCopied(true), () => undefined);
  return (
    <div class="link-row">
      <input class="field link-field" readOnly aria-label={t('Address')} value={url} onFocus={(focus) => focus.currentTarget.select()} />
      {clipboard && (
        <Button icon={IconCopy} onPress={copy}>
          {copied ? t('Copied') : t('Copy')}
        </Button>
      )}
    </div>
  );
}
