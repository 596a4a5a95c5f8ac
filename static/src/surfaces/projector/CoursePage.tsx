/** A page of the course before or after an activity; its title stands where the question stands. */

import { ranked, useFit } from '@kit';
import { pick, type ShellSlide, useRef } from '@wire';

const SIZES = [60, 54, 48, 42, 36];

export function CoursePage({ page }: { readonly page: ShellSlide }) {
  const box = useRef<HTMLDivElement>(null);
  const points = ranked(page.points);
  useFit(box, SIZES, page.title, points.length);
  return (
    <div ref={box} class="course-page">
      <ul class="points">
        {points.map((point) => (
          <li key={point.id} class="point">
            {pick(point.text)}
          </li>
        ))}
      </ul>
    </div>
  );
}
