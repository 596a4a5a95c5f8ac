/** Next, with what it will do written on it, and Back. While people are missing it says who. */

import { Button, IconBack, IconNext } from '@kit';
import { sentence, t } from '@wire';
import { teamLabel } from './names';
import { nextWords } from './nextWords';
import type { PartProps } from './parts';
import type { Gate } from './steer';

export function NextRow({ view, steer, kind, does }: PartProps) {
  const gate = steer.gate.value;
  const over = view.state === 'ended';
  return (
    <div class="next-row">
      {gate && <Missing gate={gate} view={view} />}
      <div class="next-keys">
        <Button class="back-key" icon={IconBack} name={t('Back')} onPress={() => does('back')} />
        {over ? (
          <Button look="primary" class="next-key" onPress={() => void steer.ask('room/reopen')}>
            {t('Open the room again')}
          </Button>
        ) : (
          <Button look="primary" class="next-key" icon={IconNext} onPress={() => does('next')}>
            {gate ? t('Go on anyway') : nextWords(view, kind.module?.ahead)}
          </Button>
        )}
      </div>
    </div>
  );
}

function Missing({ gate, view }: { readonly gate: Gate; readonly view: PartProps['view'] }) {
  const names = missingNames(view);
  return (
    <div class="gate" role="alert">
      <p class="gate-why">{sentence('room/gate', { ...gate })}</p>
      {names.length > 0 && <p class="gate-names">{names.join(t(', '))}</p>}
    </div>
  );
}

const MOST_NAMES = 12;

/** Names of the people or teams that are missing; none in an anonymous activity. */
function missingNames({ progress, people, teams }: PartProps['view']): string[] {
  const missing = Object.keys(progress?.missing ?? {});
  const names = missing.map((id) => people[id]?.name ?? teamLabel(teams[id])).filter(Boolean);
  return names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), '…'] : names;
}
