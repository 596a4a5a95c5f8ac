/**
 * The phone of one person: reads the page, opens the room, draws.
 *
 * Everything here, and the kinds' phone views, names the parts of the kit one by one and never the kit as a whole:
 * what the other surfaces need would travel to each phone.
 */

import '@kit/tokens.css';
import '@kit/parts.css';
import './phone.css';
import { showTheme } from '@kit/theme';
import { openRoom, type Page } from '@wire';
import { deviceShelf } from '@wire/shelf';
import { render } from 'preact';
import { loadWords } from '../../words';
import { App } from './App';
import { Drafts } from './drafts';
import { watchTyping } from './keyboard';

const page = JSON.parse(document.getElementById('page')?.textContent ?? '') as Page;

document.documentElement.dataset.surface = 'phone';
watchTyping();
if (page.theme) showTheme(page.theme);

/** Drafts are worth waiting for, but not for ever: the database of a browser that was killed opens slowly. */
const PATIENCE_MS = 1_000;

async function start(): Promise<void> {
  // the room is fetched while the words are on their way
  const room = openRoom(page);
  const shelf = deviceShelf();
  const mended = Promise.race([shelf.mend(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  await Promise.all([loadWords(page.lang, 'phone').catch(() => undefined), mended]);
  const drafts = new Drafts(shelf, page.room, page.person ?? page.as);
  const app = document.getElementById('app');
  if (app) render(<App page={page} room={room} drafts={drafts} />, app);
}

void start();
