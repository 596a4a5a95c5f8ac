/** A sticky note: paper in one of six colours, each with a corner mark of its own. */

import type { Team } from '@wire';
import type { ComponentChildren } from 'preact';
import { t } from '../words';
import { TeamMark } from './TeamMark';

export type NoteColour = 1 | 2 | 3 | 4 | 5 | 6;

/** What stands in the corner, drawn in a square of 20, so that no colour is the only sign. */
const CORNERS: Record<NoteColour, string> = {
  1: 'M4 16 16 4M10 16l6-6',
  2: 'M10 4v12M4 10h12',
  3: 'M10 4.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z',
  4: 'M4 6h12M4 10h12M4 14h12',
  5: 'M10 3.5 16.5 10 10 16.5 3.5 10z',
  6: 'M4 14 10 6l6 8',
};

/** The colour of the nth column, counted from 0. */
export function noteColour(rank: number): NoteColour {
  return (((rank % 6) + 6) % 6 + 1) as NoteColour;
}

interface NoteCardProps {
  readonly text: string;
  /** The text says that the words were erased. */
  readonly erased?: boolean | undefined;
  readonly colour?: NoteColour;
  /** Who wrote it, where the board says so. */
  readonly by?: string;
  readonly team?: Team;
  /** Marks a note that has just arrived. */
  readonly fresh?: boolean;
  /** An example of the course, not somebody's note. */
  readonly example?: boolean;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

export function NoteCard({ text, erased, colour = 1, by, team, fresh, example, class: also, children }: NoteCardProps) {
  const kind = [also, fresh && 'note-fresh', example && 'note-example', erased && 'note-erased'].filter(Boolean).join(' ');
  return (
    <article class={`note note-${colour}${kind ? ` ${kind}` : ''}`}>
      <svg class="note-corner" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <path d={CORNERS[colour]} />
      </svg>
      <p class="note-text">
        <bdi>{text}</bdi>
      </p>
      {(by || team || example) && (
        <p class="note-by">
          {team && <TeamMark team={team} named={!by} />}
          {by && <bdi>{by}</bdi>}
          {example && <span>{t('Example')}</span>}
        </p>
      )}
      {fresh && <span class="note-flag">{t('New')}</span>}
      {children}
    </article>
  );
}
