/** A sentence in a frame, read out when it appears. */

import { Button } from '@kit/Button';
import { Icon } from '@kit/Icon';
import { IconWarn } from '@kit/icons';
import type { NoticeProps } from '@wire';

export function Notice({ tone, children, action }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={tone === 'calm' ? 'status' : 'alert'}>
      {tone !== 'calm' && <Icon of={IconWarn} />}
      <div class="notice-words">{children}</div>
      {action && <Button onPress={action.onPress}>{action.text}</Button>}
    </div>
  );
}
