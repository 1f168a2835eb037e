import type { Cooldown } from './types.ts';

/** A pattern is a name with stars, not a program. */
const longest = 500;

/**
 * The cooldown as it holds for one version of a package; null where it is excepted: by its name, by a pattern with `*`
 * (`@scope/*`), or by `name@1.2.3 || 1.2.4` (pnpm docs, "minimumReleaseAgeExclude"; yarn docs, "npmPreapprovedPackages").
 */
export function cooldownFor(
  cooldown: Cooldown | null,
  name: string,
  version: string,
): Cooldown | null {
  if (cooldown === null) return null;
  const excepted = cooldown.except.some((pattern) => matches(pattern.trim(), name, version));
  return excepted ? null : cooldown;
}

function matches(pattern: string, name: string, version: string): boolean {
  if (pattern.length > longest) return false;
  const at = pattern.indexOf('@', 1);
  const named = at === -1 ? pattern : pattern.slice(0, at);
  if (!fits(named, name)) return false;
  if (at === -1) return true;
  const versions = pattern.slice(at + 1).replace(/^npm:/, '');
  return versions.split('||').some((one) => one.trim() === version);
}

/** Whether a name is what a pattern with stars stands for, part by part and without going back. */
function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return pattern === name;
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
