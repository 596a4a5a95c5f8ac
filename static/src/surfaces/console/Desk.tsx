/** The three columns on a laptop. */

import { KindArea } from './KindArea';
import { NextRow } from './NextRow';
import type { PartProps } from './parts';
import { People } from './People';
import { Preview } from './Preview';
import { Rail } from './Rail';
import { StepHead, StepTips } from './StepHead';
import { TimerPanel } from './TimerPanel';
import { NowSaid, WallSwitches } from './WallSwitches';

export function Desk(props: PartProps) {
  return (
    <div class="columns">
      <Rail {...props} />
      <main class="now">
        <StepHead {...props} />
        <div class="now-wall">
          <Preview {...props} />
          <WallSwitches {...props} />
          <NowSaid {...props} />
          <TimerPanel {...props} />
          <NextRow {...props} />
          <StepTips {...props} />
        </div>
        <KindArea {...props} />
      </main>
      <People {...props} />
    </div>
  );
}
