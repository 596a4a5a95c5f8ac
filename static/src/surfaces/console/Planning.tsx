/** The plan of the day, changed while it runs: end in time, other minutes, an activity more, other words. */

import { Button, type Listed, minutesOf, ranked, useClock, weightedLength } from '@kit';
import { pick, type Slot, t, useState } from '@wire';
import { Dialog } from './Dialog';
import type { PartProps } from './parts';
import { minutesLate } from './plan';
import { clockWords, type Cut, endOf, replan } from './replan';

// --- ending in time -----------------------------------------------------------------------------------------------

/** What would be cut; every line can be left as it is before the plan is taken. */
export function EndInTime({ view, steer }: PartProps) {
  const clock = useClock(10_000);
  const slots = ranked(view.agenda);
  const now = slots.find(({ state }) => state === 'now');
  const late = now?.at === undefined ? 0 : Math.max(0, minutesLate(now, clock));
  const plan = replan(slots, late);
  const [kept, keep] = useState<ReadonlySet<string>>(new Set());
  const cuts = plan?.cuts.filter(({ slot }) => !kept.has(slot.id)) ?? [];
  const close = () => steer.open();
  const take = () => {
    const fields = { shorten: blocksTo('shorten', cuts), skip: blocksTo('skip', cuts), late };
    void steer.ask('room/replan', fields).then((done) => done && close());
  };
  const day = now ? slots.slice(slots.indexOf(now)).filter((slot) => slot.day === now.day) : [];
  return (
    <Dialog
      id="end-in-time"
      title={t('End in time')}
      class="plan-box"
      onClose={close}
      actions={
        <Button look="primary" disabled={cuts.length === 0} onPress={take}>
          {t('Take this plan')}
        </Button>
      }
    >
      {plan ? (
        <>
          <p class="plan-says">{saysOf(plan.planned, plan.ends)}</p>
          <ul class="plan-cuts">
            {plan.cuts.map((cut) => (
              <CutLine
                key={cut.slot.id}
                cut={cut}
                on={!kept.has(cut.slot.id)}
                onTurn={(on) => keep(new Set(on ? [...kept].filter((id) => id !== cut.slot.id) : [...kept, cut.slot.id]))}
              />
            ))}
          </ul>
          {plan.cuts.length > 0 && (
            <p class="plan-end">
              {t('Then the day ends at {time}.', { time: clockWords(endOf(day, late, cuts)) })}
            </p>
          )}
        </>
      ) : (
        <p class="plan-says">{t('Open an activity first: the plan is made from where the day stands.')}</p>
      )}
    </Dialog>
  );
}

function blocksTo(does: Cut['does'], cuts: readonly Cut[]): string[] {
  return cuts.filter((cut) => cut.does === does).map(({ slot }) => slot.block);
}

function saysOf(planned: number, ends: number): string {
  const facts = { planned: clockWords(planned), time: clockWords(ends) };
  if (ends <= planned) return t('The day ends at {planned}, as planned. Nothing has to be cut.', facts);
  return t('As things stand the day ends at {time} instead of {planned}. This would help:', facts);
}

function CutLine({ cut, on, onTurn }: { readonly cut: Cut; readonly on: boolean; readonly onTurn: (on: boolean) => void }) {
  const { slot, does, wins } = cut;
  return (
    <li>
      <label class="plan-cut">
        <input type="checkbox" checked={on} onChange={(event) => onTurn(event.currentTarget.checked)} />
        <span class="slot-at figures">{slot.at}</span>
        <span class="plan-title">{pick(slot.title)}</span>
        <span class="plan-does">
          {does === 'skip' ? t('Skip it') : t('Short: {short} instead of {n} min', { short: slot.short ?? 0, n: slot.minutes })}
        </span>
        <span class="plan-wins figures">{t('−{n} min', { n: wins })}</span>
      </label>
    </li>
  );
}

// --- minutes ------------------------------------------------------------------------------------------------------

export function OtherMinutes({ view, steer, block }: PartProps & { readonly block: string }) {
  const slot: Slot | undefined = view.agenda[block];
  const [typed, type] = useState(slot ? String(slot.minutes) : '');
  const minutes = minutesOf(typed);
  if (!slot) return null;
  const close = () => steer.open();
  const set = () => minutes !== undefined && void steer.ask('room/set_minutes', { block, minutes }).then((done) => done && close());
  return (
    <Dialog
      id="other-minutes"
      title={pick(slot.title)}
      class="plan-box"
      onClose={close}
      actions={
        <Button look="primary" disabled={minutes === undefined} onPress={set}>
          {t('Set')}
        </Button>
      }
    >
      <label class="plan-minutes">
        <span>{t('Minutes')}</span>
        <input
          class="field figures"
          inputMode="decimal"
          autocomplete="off"
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(key) => key.key === 'Enter' && !key.isComposing && set()}
        />
      </label>
      <p class="key-note">{t('Its steps share in it, and the times after it move.')}</p>
    </Dialog>
  );
}

// --- one more activity --------------------------------------------------------------------------------------------

/** What the course has in reserve; and what is planned already, to have it once more. */
export function AddActivity({ view, steer, before }: PartProps & { readonly before?: string }) {
  const close = () => steer.open();
  const add = (block: string) => void steer.ask('room/add_block', before === undefined ? { block } : { block, before }).then((done) => done && close());
  const breaks = ranked(view.agenda).filter(({ optional, kind, state }) => optional && kind === 'slide' && state !== 'not_yet');
  const other = before === undefined ? undefined : view.agenda[before];
  return (
    <Dialog
      id="add-activity"
      title={other ? t('Add before “{title}”', { title: pick(other.title) }) : t('Add at the end')}
      class="plan-box"
      onClose={close}
    >
      <ul class="plan-reserve">
        {breaks.slice(0, 1).map((slot) => (
          <Spare key={slot.id} slot={slot} onAdd={add} />
        ))}
        {ranked(view.reserve).map((spare) => (
          <Spare key={spare.id} slot={{ ...spare, block: spare.id }} onAdd={add} />
        ))}
      </ul>
      {breaks.length === 0 && ranked(view.reserve).length === 0 && <p class="plan-says">{t('The course has nothing in reserve.')}</p>}
    </Dialog>
  );
}

interface SpareProps {
  readonly slot: Pick<Listed<Slot>, 'block' | 'title' | 'minutes'>;
  readonly onAdd: (block: string) => void;
}

function Spare({ slot, onAdd }: SpareProps) {
  return (
    <li>
      <button type="button" class="plan-spare" onClick={() => onAdd(slot.block)}>
        <span class="plan-title">{pick(slot.title)}</span>
        <span class="figures plan-wins">{t('{n} min', { n: slot.minutes })}</span>
      </button>
    </li>
  );
}

// --- other words --------------------------------------------------------------------------------------------------

export function OtherWords({ view, steer }: PartProps) {
  const texts = ranked(view.texts);
  const step = view.now?.step.id.split('#')[0] ?? '';
  const [target, choose] = useState(() => first(texts.map(({ id }) => id), step));
  const at = texts.find(({ id }) => id === target);
  const [zh, writeZh] = useState(at?.zh ?? '');
  const [en, writeEn] = useState(at?.en ?? '');
  const close = () => steer.open();
  const turn = (id: string) => {
    const found = texts.find((one) => one.id === id);
    choose(id);
    writeZh(found?.zh ?? '');
    writeEn(found?.en ?? '');
  };
  if (!view.now || !at) return null;
  const fits = (text: string) => text.trim() !== '' && weightedLength(text.trim()) <= at.longest;
  const save = () =>
    void steer.ask('room/edit_text', { block: view.now?.block, target, zh: zh.trim(), en: en.trim() }).then((done) => done && close());
  return (
    <Dialog
      id="other-words"
      title={t('Change the wording')}
      class="plan-box"
      onClose={close}
      actions={
        <Button look="primary" disabled={!fits(zh) || !fits(en)} onPress={save}>
          {t('Save')}
        </Button>
      }
    >
      <label class="plan-target">
        <span class="panel-title">{t('Which text')}</span>
        <select class="field" value={target} onChange={(event) => turn(event.currentTarget.value)}>
          {texts.map(({ id }) => (
            <option key={id} value={id}>
              {targetWords(id, view)}
            </option>
          ))}
        </select>
      </label>
      <Wording lang={t('Chinese')} text={zh} longest={at.longest} onType={writeZh} />
      <Wording lang={t('English')} text={en} longest={at.longest} onType={writeEn} />
      <p class="key-note">{t('For this room only; the course stays as it is.')}</p>
    </Dialog>
  );
}

interface WordingProps {
  readonly lang: string;
  readonly text: string;
  readonly longest: number;
  readonly onType: (text: string) => void;
}

function Wording({ lang, text, longest, onType }: WordingProps) {
  const length = weightedLength(text.trim());
  return (
    <label class="plan-wording">
      <span class="panel-title">{lang}</span>
      <textarea class="field say-text" rows={2} value={text} onInput={(event) => onType(event.currentTarget.value)} />
      <span class={length > longest ? 'enter-count enter-long figures' : 'enter-count figures'}>
        {length} / {longest}
      </span>
    </label>
  );
}

function first(targets: readonly string[], step: string): string {
  return targets.find((target) => target === `projector/${step}`) ?? targets[0] ?? '';
}

function targetWords(target: string, view: PartProps['view']): string {
  const [what, step = ''] = target.split('/');
  if (what === 'title') return t('Title');
  if (what === 'focus') return t('The question');
  const named = view.texts?.[`name/${step}`];
  const name = named ? pick(named) : step;
  if (what === 'name') return t('{step}: its name', { step: name });
  return what === 'phone' ? t('{step}: on the phones', { step: name }) : t('{step}: on the wall', { step: name });
}
