/** The console of one room: reads the page, opens the room, draws. */

import '@kit/tokens.css';
import '@kit/parts.css';
import '@kit/menus.css';
import './console.css';
import { showTheme } from '@kit';
import { loadWords, openRoom, type Page } from '@wire';
import { render } from 'preact';
import { Console } from './Console';
import { chosenTheme, withChosenHost } from './choices';

const page = JSON.parse(document.getElementById('page')?.textContent ?? '') as Page;
const theme = page.theme ?? chosenTheme();

document.documentElement.dataset.surface = 'console';
if (theme) showTheme(theme);

async function start(): Promise<void> {
  // the room is fetched while the words are on their way
  const room = openRoom(page);
  await loadWords(page.lang).catch(() => undefined);
  const app = document.getElementById('app');
  if (app) render(<Console page={page} room={room} />, app);
}

const elsewhere = withChosenHost(page);
if (elsewhere === undefined) void start();
else location.replace(elsewhere);
