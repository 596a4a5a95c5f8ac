/** A field, a counter and a Send button. Enter is a new line; only the button sends. */

import type { ById, ComposerProps } from '@wire';
import { useEffect, useState } from 'preact/hooks';
import { lang, t, tn } from '../../../words';
import { useHere } from '../here';
import { type Measure, measure, tidy } from '../measure';
import { keepInSight } from '../keyboard';
import { Beside, fieldMissing, filledIn } from './Beside';
import { Chips } from './Chips';
import { Says } from './Says';
import { Typing } from './typing';

export function Composer(props: ComposerProps) {
  const { block, step } = useHere();
  const name = `${block}/${step}/${props.field}`;
  // another name is another field
  return <Field key={name} {...props} name={name} />;
}

function Field(props: ComposerProps & { readonly name: string }) {
  const { name, choice, begin } = props;
  const { room, drafts } = useHere();
  const [typing] = useState(() => new Typing(drafts, name, begin));
  const { attach } = typing;
  const kept = begin?.text;
  useEffect(() => {
    if (kept !== undefined) typing.keptIs(kept);
  }, [typing, kept]);

  const entered = props.entered === true;
  useEffect(() => {
    if (entered) typing.enter();
  }, [typing, entered]);

  const { text } = typing.draft.value;
  const chosen = choice?.options.find(({ id }) => id === typing.draft.value.choice)?.id;
  const { onChoose } = props;
  useEffect(() => onChoose?.(chosen), [chosen]); // oxlint-disable-line react-hooks/exhaustive-deps -- the choice alone is told
  const size = measure(typing.counted.value, props, lang.value);
  const values = typing.draft.value.fields ?? {};
  const why = room.storage.value === 'full' ? FULL() : whyNot(props, text, size, chosen, values);
  const saved = typing.unsent.value && text !== '' && room.storage.value === 'ok';
  const same = props.stays === true && kept !== undefined && tidy(text) === tidy(kept); // it is saved as it stands
  const ready = why === undefined && (props.mayBeEmpty ? typing.unsent.value : tidy(text) !== '' && !same);

  const submit = () => {
    const said = typing.text();
    if (said === '' && !props.mayBeEmpty) return;
    if (whyNot(props, said, measure(said, props, lang.value), chosen, values) !== undefined) return;
    props.onSend(said, chosen, filledIn(typing.draft.value.fields));
    typing.sent(props.stays ? 'stays' : 'cleared');
  };
  const leave = () => {
    drafts.flush();
    if (props.whenLeft && typing.unsent.value) typing.whenComposed(submit);
  };
  const cancel = () => {
    typing.forget();
    props.onCancel?.();
  };

  return (
    <form class="composer" onSubmit={(event) => event.preventDefault()}>
      {choice && choice.options.length > 1 && <Chips {...choice} chosen={chosen} onChoose={(id) => typing.choose(id)} />}
      <label class="composer-label" for={name}>
        {props.label}
      </label>
      <div class={props.colour ? `paper note-${props.colour(chosen)}` : 'paper paper-plain'}>
        <textarea
          ref={attach}
          id={name}
          rows={props.rows ?? 3}
          placeholder={props.placeholder}
          aria-describedby={`${name}-says`}
          aria-invalid={size.over}
          onInput={() => typing.typed()}
          onFocus={(event) => keepInSight(event.currentTarget)}
          onCompositionStart={() => typing.composeBegin()}
          onCompositionEnd={() => typing.composeEnd()}
          onBlur={leave}
        />
        <Counter size={size} />
      </div>
      {props.fields && <Beside name={name} fields={props.fields} typing={typing} />}
      {props.more}
      <div class="composer-row">
        <div class="composer-says" id={`${name}-says`} aria-live="polite">
          {why ?? (saved && <Says state="saved" />)}
        </div>
        {props.onCancel && (
          <button type="button" class="button" onClick={cancel}>
            {props.cancel ?? t('Cancel')}
          </button>
        )}
        {!props.whenLeft && (
          <button
            type="button"
            class="button button-primary composer-send"
            aria-disabled={ready ? undefined : 'true'}
            onClick={() => ready && typing.whenComposed(submit)}
          >
            {props.send}
          </button>
        )}
      </div>
      {props.hint && <div class="hint">{props.hint}</div>}
    </form>
  );
}

function Counter({ size }: { readonly size: Measure }) {
  return (
    <p class={size.over ? 'counter counter-over' : 'counter'}>
      {size.over && <span>{tn(size.n - size.of, 'one too many', '{n} too many')}</span>}
      {size.small && <span>{t('small on the wall')}</span>}
      <span class="figures">
        {size.n} / {size.of}
      </span>
    </p>
  );
}

const FULL = () => t('Too much is waiting to be sent. This goes on when the network is back.');

/** Why the text cannot be sent, in words; undefined when it can, and when nothing has been written yet. */
function whyNot(
  props: ComposerProps,
  text: string,
  size: Measure,
  chosen: string | undefined,
  values: ById<string>,
): string | undefined {
  if (props.closed) return props.closed;
  if (size.over) return t('Too long to send. Nothing is lost.');
  if (size.under) return atLeast(props.shortest ?? 0);
  const { choice } = props;
  if (tidy(text) === '') return undefined;
  if (choice !== undefined && choice.options.length > 1 && chosen === undefined) return choice.label;
  return fieldMissing(props.fields, values) ?? props.missing;
}

function atLeast(length: number): string {
  return t('At least {n} characters', { n: lang.value === 'zh' ? length : length * 2 });
}
