/** What people add while the room talks: the newest on top, as many as fit. */

import { type Listed, ranked, shownText, TeamMark, useWholeOnly } from '@kit';
import { type BoardComment, type ById, sorted, t, type Team, useRef } from '@wire';

interface CommentsProps {
  readonly comments?: ById<BoardComment>;
  readonly teams: ById<Team>;
}

export function Comments({ comments, teams }: CommentsProps) {
  const list = useRef<HTMLUListElement>(null);
  const newest = sorted(ranked(comments), ({ rank }) => -rank);
  useWholeOnly(list);
  return (
    <aside class="comments">
      <h2 class="comments-title figures">{t('Added from the room ({n})', { n: newest.length })}</h2>
      <ul ref={list} class="comments-list">
        {newest.map((comment) => (
          <Line key={comment.id} comment={comment} team={comment.team === undefined ? undefined : teams[comment.team]} />
        ))}
      </ul>
    </aside>
  );
}

function Line({ comment, team }: { readonly comment: Listed<BoardComment>; readonly team?: Team }) {
  return (
    <li class="comment">
      <bdi class={comment.erased && 'erased'}>{shownText(comment)}</bdi>
      {(comment.by || team) && (
        <span class="comment-by">
          {team && <TeamMark team={team} named={!comment.by} />}
          {comment.by && <bdi>{comment.by}</bdi>}
        </span>
      )}
    </li>
  );
}
