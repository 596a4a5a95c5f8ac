/** One line of my private sheet that I show, if I like: to the room without my name, or to my witness. */

import { Button } from '@kit/Button';
import { shownText } from '@kit/shownText';
import { t } from '@wire';
import { cellOf, type FormProps, onTheWay } from './form';

export function Publish(props: FormProps) {
  const { room, block, parts, locked } = props;
  const { line } = block.shared;
  if (!line) return null;
  const last = onTheWay(props, 'form/publish').slice(-1)[0];
  const shown = last ? String(last.wish['text']) : block.mine?.line?.text;
  return (
    <section class="panel">
      <parts.Composer
        field="publish"
        label={t('Show one sentence to the room, if you like')}
        send={shown ? t('Change it') : t('Show it')}
        begin={{ text: shown ?? '' }}
        longest={line.longest}
        shortest={line.shortest}
        rows={2}
        stays
        {...(locked ? { closed: t('The input is stopped for now.') } : {})}
        hint={<p>{t('It goes on the wall and into the report without your name. The rest of your sheet stays with you.')}</p>}
        onSend={(text) => void room.ask('form/publish', { text }, { block: block.id })}
      />
      {shown && (
        <Button look="quiet" onPress={() => void room.ask('form/withdraw', {}, { block: block.id })}>
          {t('Take it back')}
        </Button>
      )}
      <AskWitness {...props} />
    </section>
  );
}

function AskWitness(props: FormProps) {
  const { room, block, parts, locked } = props;
  const person = Object.keys(cellOf(props, 'witness').options ?? {})[0];
  if (!person) return null;
  const told = block.mine?.told_witness;
  return (
    <parts.Composer
      field="witness-line"
      label={t('One sentence for your witness')}
      send={told ? t('Send it again') : t('Send it to them')}
      begin={{ text: told?.text ?? block.mine?.line?.text ?? '' }}
      longest={60}
      rows={2}
      stays
      {...(locked ? { closed: t('The input is stopped for now.') } : {})}
      hint={<p>{told?.agreed ? t('Your witness will ask you about it.') : t('They read this sentence and nothing else of your sheet.')}</p>}
      onSend={(text) => void room.ask('form/ask_witness', { person, text }, { block: block.id })}
    />
  );
}

/** Somebody wants me to ask them about a sentence. */
export function WitnessOf({ room, block }: FormProps) {
  return (
    <>
      {Object.entries(block.mine?.witness_of ?? {}).map(([unit, line]) => (
        <section key={unit} class="panel">
          <h2>{t('Somebody chose you as their witness')}</h2>
          <p class="sheet-quote">
            <bdi>{shownText(line)}</bdi>
          </p>
          {line.agreed ? (
            <p class="soft">{t('You said that you will ask.')}</p>
          ) : (
            <Button look="primary" onPress={() => void room.ask('form/witness', { unit }, { block: block.id })}>
              {t('I will ask about it')}
            </Button>
          )}
        </section>
      ))}
    </>
  );
}
