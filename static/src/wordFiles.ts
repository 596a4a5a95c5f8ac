/** The dictionaries that the build has made, each fetched when it is first needed. */

export type Dictionary = Readonly<Record<string, string | readonly string[]>>;

export const files = import.meta.glob<Dictionary>('./words/*.json', { import: 'default' });
