import { isRecord, textOf } from '../../reading/value.ts';
import { splitDescriptor } from '../descriptor.ts';
import { canonical } from './canonical.ts';

/** What the project's `resolutions` ask for instead of a dependency; null where they leave it as it is. */
export type Rewrite = (from: string, alias: string, range: string) => string | null;

interface Rule {
  /** Whose dependency it is about; null for anybody's. */
  readonly from: { readonly name: string; readonly range: string } | null;
  /** Which range of it; `''` for every one. */
  readonly range: string;
  readonly instead: string;
}

/** Rules by the name that they are about. */
export type Rules = ReadonlyMap<string, readonly Rule[]>;

/**
 * Reads `resolutions` of the project's package.json: keys `name`, `name@range`, `parent/name`, `parent@range/name@range`
 * (parsers, resolution.pegjs). The first that fits a dependency is taken (CorePlugin.ts, `reduceDependency`).
 */
export function rulesOf(manifest: Record<string, unknown> | null): Rules {
  const rules = new Map<string, Rule[]>();
  const stated = manifest?.resolutions;
  if (!isRecord(stated)) return rules;
  for (const key of Object.keys(stated)) {
    const instead = textOf(stated[key]);
    const specifiers = specifiersOf(key);
    const about = specifiers.pop();
    if (instead === null || about === undefined || specifiers.length > 1) continue;
    const { name, range } = splitDescriptor(about);
    const [parent] = specifiers;
    const rule = { from: parent === undefined ? null : splitDescriptor(parent), range, instead };
    const known = rules.get(name);
    if (known === undefined) rules.set(name, [rule]);
    else known.push(rule);
  }
  return rules;
}

/** Applies rules; `from` is the resolution of the package that asks. */
export function rewriteBy(rules: Rules): Rewrite {
  return (from, alias, range) => {
    const asker = splitDescriptor(from);
    const rule = rules
      .get(alias)
      ?.find(
        (one) =>
          (one.range === '' || canonical(alias, one.range) === canonical(alias, range)) &&
          (one.from === null ||
            (one.from.name === asker.name &&
              (one.from.range === '' || canonical(asker.name, one.from.range) === from))),
      );
    return rule?.instead ?? null;
  };
}

/** Parts a path of specifiers; the slash of a scope parts nothing. */
function specifiersOf(key: string): string[] {
  const specifiers: string[] = [];
  let scope = '';
  for (const part of key.split('/')) {
    if (scope === '' && part.startsWith('@') && !part.includes('@', 1)) scope = `${part}/`;
    else {
      specifiers.push(scope + part);
      scope = '';
    }
  }
  return specifiers;
}
