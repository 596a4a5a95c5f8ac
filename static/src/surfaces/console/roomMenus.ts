/** What is done to a room once a day: downloads, full or short course, another screen, the end. */

import { type Choice, IconEnd, IconNew, IconPeople, IconQr, IconWall } from '@kit';
import { type Lang, type Page, t } from '@wire';
import { chooseHost, wallAddress } from './choices';
import { download } from './download';
import { askNewCode } from './newCode';
import type { PartProps } from './parts';
import { makeScreenLink } from './screenLink';
import type { Steer } from './steer';

export function downloadChoices(page: Page, steer: Steer, lang: Lang): Choice[] {
  const files: readonly (readonly [string, string])[] = [
    ['zip', t('All files in one archive (ZIP)')],
    ['docx', t('Report to edit in Word or WPS')],
    ['pdf', t('Report for print and archive (PDF)')],
    ['pptx', t('Slides for PowerPoint and WPS')],
    ['xlsx', t('Tables for Excel or WPS (.xlsx)')],
    ['csv', t('One long table (.csv)')],
    ['md', t('Text for a notes app (.md)')],
    ['json', t('Everything, to read in again (.json)')],
  ];
  const made: Choice[] = files.map(([extension, label]) => ({
    id: extension,
    label,
    onPick: () => void download(page, steer, extension, lang),
  }));
  const more: Choice = { id: 'more', label: t('Teams, boards, a page to share …'), onPick: () => window.open(`/rooms/${page.room}/files`) };
  return page.owner === false ? made : [...made, more];
}

export function roomChoices(props: PartProps): Choice[] {
  return [...modeChoices(props), ...wallChoices(props), ...doorChoices(props), ...addressChoices(props), ...endChoices(props)];
}

function modeChoices({ view, steer }: PartProps): Choice[] {
  const mode = (id: 'full' | 'short', label: string): Choice => ({
    id,
    label,
    under: t('Length of the course'),
    on: view.mode === id,
    onPick: () => view.mode !== id && void steer.ask('room/switch_mode', { mode: id }),
  });
  return [mode('full', t('Full course')), mode('short', t('Short course'))];
}

function wallChoices({ page, steer, does }: PartProps): Choice[] {
  const under = t('Wall');
  return [
    { id: 'wall', label: t('Open the wall'), under, icon: IconWall, onPick: () => window.open(wallAddress(page), `wall-${page.room}`) },
    { id: 'link', label: t('The wall on another computer'), under, icon: IconWall, onPick: () => void makeScreenLink(page, steer) },
    { id: 'qr', label: t('QR full screen'), under, icon: IconQr, onPick: () => does('qr') },
  ];
}

/** Only the trainer who opened the room may choose who else leads it. */
function doorChoices({ page, steer }: PartProps): Choice[] {
  const under = t('Joining');
  const helpers: Choice = { id: 'helpers', label: t('Co-facilitators …'), under, icon: IconPeople, onPick: () => steer.open({ is: 'helpers' }) };
  const code: Choice = { id: 'code', label: t('New code …'), under, icon: IconNew, onPick: () => askNewCode(page, steer) };
  return page.owner === false ? [code] : [helpers, code];
}

function addressChoices({ page }: PartProps): Choice[] {
  const addresses = page.addresses ?? [];
  if (addresses.length < 2) return [];
  return addresses.map((address) => ({
    id: address,
    label: address,
    under: t('Address in the QR'),
    on: page.short_url.startsWith(address),
    onPick: () => chooseHost(address),
  }));
}

function endChoices({ view, steer }: PartProps): Choice[] {
  const under = t('End');
  if (view.state === 'ended') return [{ id: 'reopen', label: t('Open the room again'), under, onPick: () => void steer.ask('room/reopen') }];
  return [{ id: 'end', label: t('End the room'), under, icon: IconEnd, danger: true, onPick: () => steer.end() }];
}
