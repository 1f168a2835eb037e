/**
 * Builds a value when it is first asked for, and keeps it. An object is kept while it is in use: thousands of lockfiles may
 * be known at a time, and few of them are asked again for what was built of them. It is then built anew.
 */
export function once<Value>(build: () => Value): () => Value {
  let built: (() => Value | undefined) | null = null;
  return () => {
    const known = built?.();
    if (known !== undefined) return known;
    const value = build();
    built = isObject(value) ? weakly(value) : () => value;
    return value;
  };
}

function weakly<Value extends object>(value: Value): () => Value | undefined {
  const kept = new WeakRef(value);
  return () => kept.deref();
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
