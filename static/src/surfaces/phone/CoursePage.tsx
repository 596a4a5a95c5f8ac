/** A page of the course that the facilitator is explaining, in the words of the wall. */

import { ranked } from '@kit/ranked';
import type { ShellSlide } from '@wire';
import { pick } from '../../words';

export function CoursePage({ slide }: { readonly slide: ShellSlide }) {
  return (
    <article class="course-page">
      <h1 class="question">{pick(slide.title)}</h1>
      <ul class="points">
        {ranked(slide.points).map((point) => (
          <li key={point.id}>{pick(point.text)}</li>
        ))}
      </ul>
    </article>
  );
}
