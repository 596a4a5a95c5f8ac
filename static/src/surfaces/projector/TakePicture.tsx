/** The board on the wall as a picture, for the trainer whose window this is. It shows only while the pointer moves. */

import { Button, IconDownload, useKeys } from '@kit';
import { type Page, type RoomProjector, t, useEffect, useRef, useState } from '@wire';

const SHOWN_MS = 3_000;
const SAID_MS = 4_000;

type Kind = 'png' | 'svg';
type Said = 'making' | 'none' | 'often' | undefined;

interface TakePictureProps {
  readonly page: Page;
  readonly wall: RoomProjector;
}

export function TakePicture({ page, wall }: TakePictureProps) {
  const [said, say] = useState<Said>();
  const [near, setNear] = usePointer();
  const board = hung(wall);
  const take = async (kind: Kind) => {
    if (!board || said === 'making') return;
    say('making');
    say(await save(`${page.base}board/${board}.${kind}`, board));
  };
  useEffect(() => {
    const clear = said === 'none' || said === 'often' ? setTimeout(() => say(undefined), SAID_MS) : undefined;
    return () => clearTimeout(clear);
  }, [said]);
  useKeys((key) => {
    if (key !== 'p' || !board) return false;
    void take('png');
    return true;
  });
  if (!board) return null;
  return (
    <div class={near || said ? 'take-picture' : 'take-picture take-hidden'} onFocusCapture={() => setNear(true)}>
      <Button icon={IconDownload} look="quiet" shortcut="P" onPress={() => void take('png')}>
        {t('Picture of this board')}
      </Button>
      <Button look="quiet" name={t('Picture of this board, to enlarge (SVG)')} onPress={() => void take('svg')}>
        SVG
      </Button>
      <output class="take-said">
        {said === 'making' && t('The picture is being made …')}
        {said === 'none' && t('There is no board to take home yet.')}
        {said === 'often' && t('That was too often')}
      </output>
    </div>
  );
}

/** A view that lays notes out is a board, and may say which of its boards everybody looks at. */
function hung({ now, block, blank, slide, show_teams: teams }: RoomProjector): string | undefined {
  const view = now && !blank && !slide && !teams ? (block?.[now.block] as { layout?: string; shown?: string } | undefined) : undefined;
  if (!now || view?.layout === undefined) return undefined;
  return view.shown === undefined ? now.block : `${now.block}/of/${view.shown}`;
}

/** Whether the pointer has just moved: a wall that nobody touches shows nothing but the wall. */
function usePointer(): [boolean, (near: boolean) => void] {
  const [near, setNear] = useState(false);
  const timerRef = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    const moved = () => {
      setNear(true);
      clearTimeout(timerRef.current);
      timerRef.current = setTimeout(() => setNear(false), SHOWN_MS);
    };
    document.addEventListener('pointermove', moved);
    return () => {
      document.removeEventListener('pointermove', moved);
      clearTimeout(timerRef.current);
    };
  }, []);
  return [near, setNear];
}

async function save(address: string, board: string): Promise<Said> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'application/json' } });
    if (!answer.ok) return answer.status === 429 ? 'often' : 'none';
    const told = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition') ?? '');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = told?.[1] === undefined ? board : decodeURIComponent(told[1]);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return undefined;
  } catch {
    return 'none';
  }
}
