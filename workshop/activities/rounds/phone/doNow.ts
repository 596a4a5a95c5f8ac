/** What my role does in this step, in one sentence; undefined where the course's own words say it best. */

import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import { called, castOf, myFields, type RoundsProps } from './rounds';

export function doNow(props: RoundsProps): string | undefined {
  const { does } = props.block.mine ?? {};
  return before(props) ?? (does ? pick(does) : asRole(props));
}

/** What has to be said first, whatever the role does: nobody begins yet, or somebody does what another role does. */
function before(props: RoundsProps): string | undefined {
  const { shared, mine } = props.block;
  const prepares = shared.phase === 'prep';
  if (shared.consent && mine?.may_begin === false && (prepares || shared.phase === 'play')) return t('It begins when everybody in the group has agreed.');
  if (prepares && mine?.choice === 'open') {
    return mine.owner ? t('Choose the case your group plays.') : somebodyChooses(props);
  }
  return shared.phase === 'score' && scoresOther(props) ? t('Tap what you saw, then copy one sentence you heard.') : undefined;
}

function somebodyChooses(props: RoundsProps): string {
  const [first] = ranked(props.block.shared.roles);
  const owner = castOf(props).others.find(({ role }) => role === first?.id);
  return owner ? t('{name} chooses the case. Your card comes in a moment.', { name: owner.name }) : t('The first role chooses the case. Your card comes in a moment.');
}

function asRole(props: RoundsProps): string | undefined {
  const { shared, mine } = props.block;
  const leads = castOf(props).me?.role === shared.performer;
  switch (shared.phase) {
    case 'prep':
      return preparing(props, leads);
    case 'play':
      return playing(props, leads);
    case 'score':
      if (mine?.self) return t('Rate yourself on one item first, before anybody else does.');
      if (myFields(props).some(({ type }) => type !== 'tick')) return undefined;
      if (shared.scorer === undefined) return t('Your partner answers now. Say nothing yet.');
      return waits(props) ? t('The others are scoring. Think of one thing to keep and one to try.') : undefined;
    case 'feedback':
      return givingFeedback(props, leads);
    default:
      return undefined;
  }
}

function scoresOther({ block: { mine }, me }: RoundsProps): boolean {
  return mine?.card !== undefined && mine.card.about !== me.id;
}

function preparing(props: RoundsProps, leads: boolean): string | undefined {
  const { mine, shared } = props.block;
  const brief = mine?.brief;
  if (brief?.text || brief?.card || brief?.own) return t('Read your card. Only you can see it.');
  if (brief?.questions) return t('Read the questions. You will ask them.');
  if (brief?.script && leads) return t('Read the steps. You will lead the talk.');
  if (shared.scorer !== undefined && castOf(props).me?.role === shared.scorer) return t('You will watch and listen. Wait until it begins.');
  return undefined;
}

/** In an interview the course's own words are for whoever asks; whoever is asked hears what to do from us. */
function playing(props: RoundsProps, leads: boolean): string | undefined {
  const { mine, shared } = props.block;
  const role = castOf(props).me?.role;
  if (scoresOther(props) && (shared.scorer === undefined || role === shared.scorer)) return t('Watch and listen, say nothing. Tap what you see.');
  if (mine?.question && !mine.brief?.questions) return t('Answer in your own words. You may skip a question.');
  if (mine?.brief?.questions) return undefined;
  if (leads && mine?.brief?.script) return t('You lead the talk. The steps guide you.');
  if (mine?.brief?.text || mine?.brief?.card || mine?.brief?.own) return t('Play your role. Show nobody your card.');
  return undefined;
}

/** In pairs and where nobody scores: what I write, or that I listen. */
function telling(props: RoundsProps): string | undefined {
  const [first] = myFields(props).filter(({ type }) => type !== 'tick');
  if (first) return first.label ? pick(first.label) : called(first.id);
  return props.block.mine?.card ? undefined : t('Listen to what your partner says.');
}

function waits({ block: { shared } }: RoundsProps): boolean {
  return Object.values(shared.fields).every((field) => field.role !== undefined) && shared.scorer !== undefined;
}

function givingFeedback(props: RoundsProps, leads: boolean): string | undefined {
  const { shared } = props.block;
  if (shared.size < 3 || shared.scorer === undefined) return telling(props);
  const { me, others } = castOf(props);
  if (leads) return t('You speak first. Then the others tell you what they saw.');
  const first = others.find(({ role }) => role === shared.performer);
  if (!first) return undefined;
  return me?.role === shared.scorer
    ? t('You speak last: a quote, one thing to keep, one to try.')
    : t('After {name} it is your turn: one thing to keep, one to try.', { name: first.name });
}
