/** Whether YAML tokens lie deeper inside each other than a limit. Walks them without recursion: the text is hostile. */
export function isNestedDeeper(tokens: readonly object[], limit: number): boolean {
  let level: unknown[] = [...tokens];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap(inside);
  }
  return false;
}

/** What lies one level down: values, keys, and items of collections. */
function inside(token: unknown): unknown[] {
  if (typeof token !== 'object' || token === null) return [];
  const { items, key, value } = token as { items?: unknown[]; key?: unknown; value?: unknown };
  return [key, value, ...(Array.isArray(items) ? items : [])].filter(
    (one) => typeof one === 'object' && one !== null,
  );
}
