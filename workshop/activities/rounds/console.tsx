/** Rounds on the console. */
export default function Console() { return null; }
