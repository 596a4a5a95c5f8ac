/** A sheet on the phone: section by section to fill in, a colleague's to look at, mine to revise. */

import './phone.css';
import { PresentPhone } from '@kit/present/PresentPhone';
import { pick, t } from '@wire';
import { Check } from './screens/Check';
import { Fill } from './screens/Fill';
import type { FormProps } from './screens/form';
import { Heard } from './screens/Heard';
import { Outline } from './screens/Outline';
import { SheetPage } from './screens/Paper';
import { Publish, WitnessOf } from './screens/Publish';

export default function Phone(props: FormProps) {
  const { room, block, parts } = props;
  const refused = room.outbox.value.filter((item) => item.state === 'refused' && item.wish.block === block.id);
  return (
    <>
      <parts.Refusals items={refused} />
      <WitnessOf {...props} />
      <Phase {...props} />
    </>
  );
}

function Phase(props: FormProps) {
  switch (props.now.step.phase) {
    case 'fill':
      return <Fill {...props} />;
    case 'check':
      return <Check {...props} />;
    case 'revise':
      return (
        <>
          <h1 class="question">{pick(props.now.ask)}</h1>
          <Heard {...props} />
          <Publish {...props} />
          <Fill {...props} />
        </>
      );
    case 'present':
      return <Present {...props} />;
    default:
      return <Brief {...props} />;
  }
}

function Brief(props: FormProps) {
  const { block, now } = props;
  return (
    <>
      <article>
        <h1 class="question">{pick(now.ask)}</h1>
        <Outline sections={block.shared.outline} />
      </article>
      <Fill {...props} />
    </>
  );
}

function Present(props: FormProps) {
  const { block, now, me } = props;
  const { show, sheet, paper } = block.shared;
  const own = show?.by && block.mine?.sheet;
  return (
    <>
      <h1 class="question">{pick(now.ask)}</h1>
      {show ? (
        <PresentPhone {...props} kind="form" show={show} {...(block.mine?.given ? { mine: block.mine.given } : {})}>
          {sheet && (
            <details class="panel">
              <summary>{t('Their sheet')}</summary>
              <SheetPage paper={paper} content={sheet} />
            </details>
          )}
        </PresentPhone>
      ) : (
        <Heard {...props} />
      )}
      {own && (
        <details class="panel" open={show.now?.unit === me.id}>
          <summary>{t('My sheet')}</summary>
          <SheetPage paper={paper} content={own} />
        </details>
      )}
    </>
  );
}
