/** The controls of the activity that is on, from its own folder. */

import { ranked, ShownKind } from '@kit';
import { pick, t } from '@wire';
import type { PartProps } from './parts';

export function KindArea({ room, view, steer, kind }: PartProps) {
  const { now, slide } = view;
  if (slide) return <CoursePage {...slide} />;
  const shown = now && view.block?.[now.block];
  if (!now || !shown) return <Waiting lobby={view.state === 'lobby'} />;
  const props = {
    room,
    block: now.block,
    view: shown,
    now,
    teams: view.teams,
    people: view.people,
    ask: (type: string, fields?: Readonly<Record<string, unknown>>) => steer.ask(type, fields, now.block),
    erase: (item: string, words: string) => steer.erase({ block: now.block, item, words }),
  };
  return (
    <section class="kind" aria-label={t('Controls of this step')}>
      <ShownKind key={now.block} found={kind} props={props} />
    </section>
  );
}

function CoursePage({ title, points }: NonNullable<PartProps['view']['slide']>) {
  return (
    <section class="kind">
      <h2 class="panel-title">{t('On the wall: a page of the course')}</h2>
      <p class="kind-lead">{pick(title)}</p>
      <ul class="plain-points">
        {ranked(points).map(({ id, text }) => (
          <li key={id}>{pick(text)}</li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ lobby }: { readonly lobby: boolean }) {
  return (
    <section class="kind">
      <h2 class="panel-title">{lobby ? t('Before you start') : t('Between two activities')}</h2>
      {lobby ? (
        <ol class="plain-points">
          <li>{t('Open the wall on the projector.')}</li>
          <li>{t('Let people scan the code; their names appear on the wall and among the people.')}</li>
          <li>{t('Draw teams when most are in. Whoever comes later joins the smallest team.')}</li>
          <li>{t('Start with the blue button, the right arrow or your clicker.')}</li>
        </ol>
      ) : (
        <p>{t('Nothing is on. Go on with the blue button, or choose another activity in the day.')}</p>
      )}
    </section>
  );
}
