/**
 * JSON merge patches (RFC 7396), twin of `workshop/core/patch.py`.
 *
 * What is merged has no prototype, so that a key such as `__proto__` is a key like any other.
 */

export type View = Readonly<Record<string, unknown>>;

/** A new view with the patch applied; parts the patch does not name stay the same objects. */
export function merge(view: View, patch: View): View {
  const merged = copy(view);
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === null) delete merged[key];
    else if (isObject(value)) merged[key] = merge(inner(merged[key]), value);
    else merged[key] = value;
  }
  return merged;
}

export function isObject(value: unknown): value is View {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inner(value: unknown): View {
  return isObject(value) ? value : copy({});
}

function copy(view: View): Record<string, unknown> {
  const fresh = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(view)) fresh[key] = view[key];
  return fresh;
}
