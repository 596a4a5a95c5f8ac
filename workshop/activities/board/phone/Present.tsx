/** A presentation on the phone: the page of the team that is on, what I give to it. */

import { PresentPhone } from '@kit/present/PresentPhone';
import { ranked } from '@kit/ranked';
import { pick } from '@wire';
import type { BoardProps } from './board';
import { shownValue } from './answers';
import { Note } from './Note';
import { Question } from './Question';

export function Present(props: BoardProps) {
  const { block, teams } = props;
  const { show, page, stage } = block.shared;
  if (!show || !stage) return <Question {...props} />;
  const mine = block.mine?.given?.[stage.id];
  return (
    <>
      <Question {...props} />
      <PresentPhone {...props} kind="board" show={show} {...(mine ? { mine } : {})}>
        {page?.fields && (
          <dl class="panel board-conclusion">
            {ranked(page.asked)
              .filter(({ id }) => page.fields?.[id])
              .map((field) => (
                <div key={field.id}>
                  <dt>{pick(field.label)}</dt>
                  <dd>
                    <bdi>{shownValue(field, page.fields?.[field.id])}</bdi>
                  </dd>
                </div>
              ))}
          </dl>
        )}
        {page?.notes && (
          <div class="board-notes">
            {ranked(page.notes).map((note) => (
              <Note key={note.id} note={note} shared={block.shared} teams={teams} />
            ))}
          </div>
        )}
      </PresentPhone>
    </>
  );
}
