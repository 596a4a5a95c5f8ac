/** One question, a few large answers. The answer can be changed until the pulse is closed; then the spread is shown. */

import { Bars } from '@kit/Bars';
import { ranked } from '@kit/ranked';
import { pick, type SlidePulse, t, tn } from '@wire';
import { onTheWay, type SlideProps } from './slides';

export function Pulse(props: SlideProps) {
  const { pulse } = props.block.shared;
  if (pulse?.state === 'open') return <Open {...props} pulse={pulse} />;
  if (pulse?.state === 'closed') return <Closed {...props} pulse={pulse} />;
  return null;
}

type PulseProps = SlideProps & { readonly pulse: SlidePulse };

function Open(props: PulseProps) {
  const { room, block, now, pulse, locked, parts } = props;
  const option = chosen(props);
  const waits = onTheWay(props, 'slide/answer_pulse').some((item) => item.state === 'waiting');
  return (
    <section class="panel slide-pulse">
      <parts.Chips
        wide
        label={pick(pulse.question ?? now.ask)}
        options={ranked(pulse.options).map(({ id, text }) => ({ id, text: pick(text) }))}
        chosen={option}
        disabled={locked}
        onChoose={(id) => void room.ask('slide/answer_pulse', { option: Number(id) }, { block: block.id })}
      />
      <p class="soft">
        {option === undefined ? t('One tap answers.') : <parts.Says state={waits ? 'waiting' : 'delivered'} />}
        {' · '}
        {tn(pulse.answered, 'one person answered', '{n} people answered')}
        {option !== undefined && ` · ${t('You can change it until it is closed.')}`}
      </p>
    </section>
  );
}

function Closed(props: PulseProps) {
  const { now, pulse } = props;
  const mine = chosen(props);
  const options = ranked(pulse.options);
  const most = Math.max(...options.map((option) => option.n ?? 0));
  return (
    <section class="panel slide-pulse">
      <h2>{pick(pulse.question ?? now.ask)}</h2>
      <Bars
        bars={options.map((option) => ({
          id: option.id,
          n: option.n ?? 0,
          first: most > 0 && option.n === most,
          label: option.id === mine ? <strong>{t('{answer} (my answer)', { answer: pick(option.text) })}</strong> : pick(option.text),
        }))}
      />
      <p class="soft">{tn(pulse.answered, 'one person answered', '{n} people answered')}</p>
    </section>
  );
}

/** What I chose: what is on its way goes before what is stored. */
function chosen(props: SlideProps): string | undefined {
  const last = onTheWay(props, 'slide/answer_pulse').slice(-1)[0];
  const option = last ? last.wish['option'] : props.block.mine?.option;
  return option === undefined ? undefined : String(option);
}
