/** What the facilitator says to everybody, below the work: neither the question nor the timer gives way. */

import { announce, fitAgain, Icon, IconSay } from '@kit';
import { type RoomProjector, sorted, useEffect } from '@wire';

export function WallMessage({ wall }: { readonly wall: RoomProjector }) {
  const [last] = sorted(Object.entries(wall.messages ?? {}), ([, { at }]) => -at);
  const text = last && !last[1].erased ? last[1].text : undefined;
  useEffect(() => {
    fitAgain();
    if (text) announce(text);
  }, [text]);
  if (!last || !text) return null;
  return (
    <aside key={last[0]} class="wall-message">
      <Icon of={IconSay} />
      <p>
        <bdi>{text}</bdi>
      </p>
    </aside>
  );
}
