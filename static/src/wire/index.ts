/** What a surface and a kind may use of the wire, of the words, and of Preact. */

export { openRoom, type World } from './open';
export { byRank, sorted } from './order';
export type * from './phone';
export type { CommandType, DeedType } from './protocol';
export type * from './room';
export type * from './views';
export { lang, listed, loadWords, pick, sentence, setWords, t, tn } from '../words';
export type { Facts } from '../words';
export type { ComponentChildren as Children } from 'preact';
export { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
export { batch, computed, effect, signal, useComputed, useSignal } from '@preact/signals';
export type { ReadonlySignal, Signal } from '@preact/signals';
