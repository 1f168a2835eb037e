import type { ListBuilder } from './builder.ts';
import { parseCoordinates } from './coordinates.ts';
import { kindOf, packageLabel } from './indicator.ts';
import { splitVersions } from './version-text.ts';

/** An entry that says itself what it is: `domain,evil.example,C2` or `{"type": "npm package", "value": "…"}`. */
export interface TypedEntry {
  /** Labels around the value, the nearest last; an empty one where the list gives none. */
  readonly labels: readonly string[];
  readonly value: string;
  readonly context: string | null;
  /** What stands in a version field beside the value, blank where there is none. */
  readonly version: string;
  /** What bare package names belong to here; null for npm's. */
  readonly ecosystem: string | null;
  readonly line: number | null;
  readonly text: string;
}

/** Takes a typed entry: a package where its type or its value says so, else an indicator. */
export function takeTyped(entry: TypedEntry, into: ListBuilder): void {
  const { line, text, value } = entry;
  const type = entry.labels.at(-1) ?? '';
  if (value.trim() === '') return into.notUnderstood(line, text, 'an entry without a value');
  const kind = kindOf(entry.labels, value);
  // `name@1.2.3` under a word we do not know is a package all the same: lost among indicators, nobody would look for it.
  const evident =
    /^pkg:/i.test(value) || (kind === 'other' && /^[^\s:]+@v?\d+\.\d+\.\d+\S*$/.test(value));
  const label = packageLabel(type) ?? (evident ? { ecosystem: null } : null);
  if (label === null) {
    const context = [kind === 'other' ? type : '', entry.context ?? '']
      .filter((part) => part !== '')
      .join(': ');
    return into.indicator({ kind, value, context: context || null, line });
  }
  const parsed = parseCoordinates(value);
  if (!parsed.ok) return into.notUnderstood(line, text, parsed.reason);
  const versions = parsed.versions.length > 0 ? parsed.versions : splitVersions(entry.version);
  into.package({
    ecosystem: parsed.ecosystem ?? label.ecosystem ?? entry.ecosystem,
    name: parsed.name,
    versions,
    line,
    text,
  });
}
