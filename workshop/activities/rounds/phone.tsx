/** Rounds on the phone. */
export default function Phone() { return null; }
