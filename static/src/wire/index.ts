/** What a surface and a kind may use of the wire, of the words, and of Preact. */

export { openRoom } from './open';
export type * from './phone';
export type * from './room';
export type * from './views';
export { lang, pick, sentence, setWords, t, tn } from '../words';
export type { Dictionary, Facts } from '../words';
export { useEffect, useMemo, useRef, useState } from 'preact/hooks';
export { batch, computed, effect, signal, useComputed, useSignal } from '@preact/signals';
export type { ReadonlySignal, Signal } from '@preact/signals';
