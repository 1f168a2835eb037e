import { isRecord, textOf } from '../../reading/value.ts';
import { splitDescriptor } from '../descriptor.ts';
import { canonical } from './canonical.ts';

/** What the project's `resolutions` ask for instead of a dependency; null where they leave it as it is. */
export type Rewrite = (from: string, alias: string, range: string) => string | null;

interface Rule {
  /** Its place among the rules. */
  readonly order: number;
  readonly instead: string;
}

/** What is overridden, and by which rules. */
export interface Rules {
  /** Of the packages that rules are about. */
  readonly names: ReadonlySet<string>;
  /** By whose dependency it is about, and which: however many there are, few are looked at. */
  readonly byKey: ReadonlyMap<string, Rule>;
}

/**
 * Reads `resolutions` of the project's package.json: keys `name`, `name@range`, `parent/name`, `parent@range/name@range`
 * (parsers, resolution.pegjs).
 */
export function rulesOf(manifest: Record<string, unknown> | null): Rules {
  const names = new Set<string>();
  const byKey = new Map<string, Rule>();
  const stated = manifest?.resolutions;
  if (!isRecord(stated)) return { names, byKey };
  for (const [order, key] of Object.keys(stated).entries()) {
    const instead = textOf(stated[key]);
    const specifiers = specifiersOf(key);
    const about = specifiers.pop();
    if (instead === null || about === undefined || specifiers.length > 1) continue;
    const [parent = ''] = specifiers;
    const asked = ruleKey(compared(parent), compared(about));
    names.add(splitDescriptor(about).name);
    if (!byKey.has(asked)) byKey.set(asked, { order, instead });
  }
  return { names, byKey };
}

/**
 * Applies rules; `from` is the resolution of the package that asks. The first that fits a dependency is taken
 * (CorePlugin.ts, `reduceDependency`).
 */
export function rewriteBy({ byKey, names }: Rules): Rewrite {
  return (from, alias, range) => {
    if (!names.has(alias)) return null;
    let first: Rule | undefined;
    for (const asker of ['', splitDescriptor(from).name, from]) {
      for (const about of [alias, canonical(alias, range)]) {
        const rule = byKey.get(ruleKey(asker, about));
        if (rule !== undefined && (first === undefined || rule.order < first.order)) first = rule;
      }
    }
    return first?.instead ?? null;
  };
}

function ruleKey(asker: string, about: string): string {
  return `${asker} ${about}`;
}

/** A name alone, or a descriptor as it is compared. */
function compared(specifier: string): string {
  const { name, range } = splitDescriptor(specifier);
  return range === '' ? name : canonical(name, range);
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
