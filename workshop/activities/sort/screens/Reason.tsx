/** One reason in the middle of the wall. */

import { type KindProjectorProps, type Listed, NoteCard, shownText, useFit } from '@kit';
import { useRef } from '@wire';
import type { SortReason, SortView } from '../views';

const SIZES = [90, 80, 72, 64, 54];

interface ReasonProps extends KindProjectorProps<SortView> {
  readonly reason: Listed<SortReason>;
}

export function Reason({ reason, teams }: ReasonProps) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, SIZES, shownText(reason));
  return (
    <div ref={box} class="sort-lit-reason">
      <NoteCard
        text={shownText(reason)}
        erased={reason.erased}
        by={reason.by}
        team={reason.team === undefined ? undefined : teams[reason.team]}
      />
    </div>
  );
}
