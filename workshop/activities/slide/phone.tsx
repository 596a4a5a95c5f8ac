/** Slides on the phone: the pulse while it is open, the page of the wall, the question box, a private note. */

import { ranked } from '@kit/ranked';
import { pick } from '@wire';
import './phone.css';
import { Note } from './phone/Note';
import { Pulse } from './phone/Pulse';
import { Questions } from './phone/Questions';
import type { SlideProps } from './phone/slides';

export default function Phone(props: SlideProps) {
  const { room, block, parts } = props;
  const { slide, asks, keeps_notes: keepsNotes } = block.shared;
  const refused = room.outbox.value.filter((item) => item.state === 'refused' && item.wish.block === block.id);
  return (
    <>
      <parts.Refusals items={refused} />
      <Pulse {...props} />
      <article>
        <h1 class="question">{pick(slide.title)}</h1>
        <ul class="points">
          {ranked(slide.points).map((point) => (
            <li key={point.id}>{pick(point.text)}</li>
          ))}
        </ul>
      </article>
      {asks && <Questions {...props} />}
      {keepsNotes && <Note {...props} />}
    </>
  );
}
