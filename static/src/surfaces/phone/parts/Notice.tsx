/** A sentence in a frame, read out when it appears. */

import { Button, Icon, IconWarn } from '@kit';
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
