/** The keys of the wall's own window. A clicker that reaches this window by mistake turns the step in the console. */

import { type Nearby, nearby, showTheme, themeNow, useKeys } from '@kit';
import { useEffect, useRef, useState } from '@wire';

const CLICKER: Readonly<Record<string, 'next' | 'back'>> = { pagedown: 'next', pageup: 'back' };

/** Whether the QR fills the wall. */
export function useWallKeys(room: string, preview: boolean): boolean {
  const [qr, setQr] = useState(false);
  const lineRef = useRef<Nearby | null>(null);
  useEffect(() => {
    const line = nearby(room, (told) => {
      if (told === 'qr' && !preview) setQr((on) => !on);
      if (preview && told.startsWith('qr-')) setQr(told === 'qr-shown');
    });
    lineRef.current = line;
    return () => line.close();
  }, [room, preview]);
  useEffect(() => {
    if (!preview) lineRef.current?.tell(qr ? 'qr-shown' : 'qr-hidden');
  }, [qr, preview]);
  useKeys((key) => {
    if (preview) return false;
    const click = CLICKER[key];
    if (click) lineRef.current?.tell(click);
    else if (key === 'q') setQr(!qr);
    else if (key === 'd') showTheme(themeNow() === 'dark' ? 'light' : 'dark');
    else if (key === 'escape') setQr(false);
    else return false;
    return true;
  });
  return qr;
}
