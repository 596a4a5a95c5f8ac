/** The console in one hand: Next, Back, timer, people; everything else folded away. */

import { Button, IconSay, useTicks } from '@kit';
import { t } from '@wire';
import type { ComponentChildren } from 'preact';
import { DoorStrip } from './Door';
import { Hands } from './Hands';
import { KindArea } from './KindArea';
import { NextRow } from './NextRow';
import type { PartProps } from './parts';
import { People } from './People';
import { Rail } from './Rail';
import { numbersOf } from './stuck';
import { StepHead, StepTips } from './StepHead';
import { TimerPanel } from './TimerPanel';
import { Undo } from './Undo';
import { NowSaid, WallSwitches } from './WallSwitches';

export function Remote(props: PartProps) {
  return (
    <>
      <main class="remote">
        <DoorStrip {...props} />
        <Hands {...props} />
        <StepHead {...props} />
        <TimerPanel {...props} />
        <NowSaid {...props} />
        <Fold name={t('Participants')} more={<PeopleLine {...props} />}>
          <People {...props} bare />
        </Fold>
        <Fold name={t('This step')} open>
          <StepTips {...props} />
          <KindArea {...props} />
        </Fold>
        <Fold name={t('Wall and phones')}>
          <WallSwitches {...props} />
        </Fold>
        <Fold name={t('The day')}>
          <Rail {...props} />
        </Fold>
      </main>
      <div class="remote-keys">
        <div class="remote-line">
          <Undo {...props} />
          <Button icon={IconSay} onPress={() => props.does('say')}>
            {t('Message')}
          </Button>
        </div>
        <NextRow {...props} />
      </div>
    </>
  );
}

/** The three numbers in a line. */
function PeopleLine({ room, view }: PartProps) {
  useTicks(10_000);
  const { seats, here, stuck } = numbersOf(room, view);
  const done = view.progress && t('{n} of {of} done', { n: view.progress.done, of: view.progress.of });
  const help = stuck.size > 0 && t('{n} stuck', { n: stuck.size });
  return <>{[t('{n} of {of} in', { n: here, of: seats }), done, help].filter(Boolean).join(' · ')}</>;
}

interface FoldProps {
  readonly name: string;
  /** Said beside the name, also while it is folded. */
  readonly more?: ComponentChildren;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

function Fold({ name, more, open, children }: FoldProps) {
  return (
    <details class="fold" open={open}>
      <summary>
        {name}
        {more && <span class="fold-more figures">{more}</span>}
      </summary>
      {children}
    </details>
  );
}
