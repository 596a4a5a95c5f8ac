/** The wall of one room: reads the page, opens the room, draws. */

import '@kit/tokens.css';
import '@kit/parts.css';
import './wall.css';
import { showTheme } from '@kit';
import { loadWords, openRoom, type Page } from '@wire';
import { render } from 'preact';
import { Wall } from './Wall';

const page = JSON.parse(document.getElementById('page')?.textContent ?? '') as Page;
const query = new URLSearchParams(location.search);
const root = document.documentElement;

root.dataset.surface = 'projector';
// light by default, whatever the laptop prefers: a dark wall is hard to read in a bright room
showTheme(query.get('theme') === 'dark' || (page.theme === 'dark' && !query.has('theme')) ? 'dark' : 'light');

async function start(): Promise<void> {
  // the room is fetched while the words are on their way
  const room = openRoom(page);
  await loadWords(page.lang).catch(() => undefined);
  const app = document.getElementById('app');
  if (app) render(<Wall page={page} room={room} preview={query.has('preview')} />, app);
}

void start();
