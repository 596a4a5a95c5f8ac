/** The sheet, section by section, with how much is still missing and the button that hands it in. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { pick, t, tn, useState } from '@wire';
import { Field } from './Fields';
import { type FormProps, onTheWay, ownSheet } from './form';

export function Fill(props: FormProps) {
  const { room, block, parts, locked, team } = props;
  const sections = ranked(block.shared.paper);
  const [at, setAt] = useState(0);
  const section = sections[at];
  const sheet = ownSheet(props);
  const ofTeam = block.shared.scope === 'team';
  if (ofTeam && !team) return <p class="panel">{t('You need a team for this sheet. Ask the facilitator.')}</p>;
  if (!section || !sheet) return null;
  const { filled, of } = sheet.far;
  const ready = sheet.ready || onTheWay(props, 'form/hand_in').length > 0;
  return (
    <>
      {ofTeam && block.shared.editing === 'scribe' && <parts.Scribe />}
      <Case {...props} />
      {sections.length > 1 && (
        <nav class="sheet-tabs" aria-label={t('Sections of the sheet')}>
          {sections.map(({ id, title }, n) => (
            <button key={id} type="button" class={n === at ? 'chip chip-chosen' : 'chip'} aria-current={n === at ? 'step' : undefined} onClick={() => setAt(n)}>
              {pick(title)}
            </button>
          ))}
        </nav>
      )}
      <section class="panel" key={section.id}>
        <h2>{pick(section.title)}</h2>
        {ranked(section.fields).map((field) => (
          <Field key={field.id} {...props} field={field} />
        ))}
        <div class="sheet-turn">
          {at > 0 && <Button onPress={() => setAt(at - 1)}>{t('Section before')}</Button>}
          {at + 1 < sections.length && <Button onPress={() => setAt(at + 1)}>{t('Next section')}</Button>}
        </div>
      </section>
      <div class="sheet-foot">
        {ready ? (
          <parts.Says state={sheet.ready ? 'delivered' : 'waiting'}>{sheet.ready ? t('Handed in') : t('Waiting to be sent')}</parts.Says>
        ) : (
          <>
            <p class="soft figures">{filled < of ? tn(of - filled, 'one field is still needed', '{n} fields are still needed') : t('Everything needed is there.')}</p>
            <button
              type="button"
              class="button button-primary sheet-submit"
              aria-disabled={filled < of || locked ? 'true' : undefined}
              onClick={() => filled >= of && !locked && void room.ask('form/hand_in', {}, { block: block.id })}
            >
              {t('Hand in')}
            </button>
          </>
        )}
      </div>
      <p class="soft">{whoReads(block.shared.level)}</p>
    </>
  );
}

/** Who can read the sheet, in one sentence. */
function whoReads(level: string): string {
  switch (level) {
    case 'self':
      return t('Only you can read it. It is kept as plain text on the server of this course and goes into your own handbook.');
    case 'pair':
      return t('Only you read it while you write; your partner reads it when you check each other. It goes into your own handbooks.');
    case 'team':
      return t('Your team and the facilitator read it, the team that checks it, and the room when you present.');
    default:
      return t('Everybody in the room may read it.');
  }
}

/** The story to work on; a team may take another one. */
function Case(props: FormProps) {
  const { room, block, parts, locked } = props;
  const cases = ranked(block.shared.cases);
  if (cases.length === 0) return null;
  const last = onTheWay(props, 'form/choose_case').slice(-1)[0];
  const chosen = last ? String(last.wish['case']) : (ownSheet(props)?.case ?? block.shared.case);
  const shown = cases.find(({ id }) => id === chosen);
  return (
    <section class="panel">
      <parts.Chips
        label={t('The case')}
        options={cases.map(({ id, title }) => ({ id, text: title ? pick(title) : t('A case of our own') }))}
        chosen={chosen}
        disabled={locked}
        onChoose={(id) => void room.ask('form/choose_case', { case: id }, { block: block.id })}
      />
      {shown?.story && (
        <details>
          <summary>{t('Read the case')}</summary>
          <p class="sheet-story">{pick(shown.story)}</p>
          {shown.hints && <p class="soft">{pick(shown.hints)}</p>}
        </details>
      )}
    </section>
  );
}
