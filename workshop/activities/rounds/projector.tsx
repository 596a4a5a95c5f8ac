/** Rounds on the wall. */
export default function Projector() { return null; }
