/** Zero rings: two soft tones and a figure that swells, at the moment a timer that was seen running runs out. */

import { announce, leftOf, standsStill } from '@kit';
import { t, type Timer, useEffect, useState } from '@wire';

const RING_MS = 2_400;

/** Whether it is ringing now. */
export function useRing(timer: Timer, now: () => number, silent: boolean): boolean {
  const [rings, setRings] = useState(false);
  const left = leftOf(timer, now());
  useEffect(() => {
    if (left <= 0 || standsStill(timer)) return undefined;
    const zero = setTimeout(() => {
      setRings(true);
      announce(t('Time is up'));
      if (!silent) chime();
      setTimeout(() => setRings(false), RING_MS);
    }, left);
    return () => clearTimeout(zero);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- set once for each setting of the timer, not each second
  }, [timer.ends_at, timer.left_ms, silent]);
  return rings;
}

/** Browsers that have not been touched yet keep silent; then the figure alone says it. */
function chime(): void {
  if (typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  [880, 659].forEach((pitch, n) => tone(audio, pitch, n * 0.45));
  setTimeout(() => void audio.close(), RING_MS);
}

function tone(audio: AudioContext, pitch: number, after: number): void {
  const [from, until] = [audio.currentTime + after, audio.currentTime + after + 0.9];
  const [source, loudness] = [audio.createOscillator(), audio.createGain()];
  source.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.18, from);
  loudness.gain.exponentialRampToValueAtTime(0.001, until);
  source.connect(loudness).connect(audio.destination);
  source.start(from);
  source.stop(until);
}
