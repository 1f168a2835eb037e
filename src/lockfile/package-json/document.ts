import type {
  Dependency,
  DependencyKind,
  LockDocument,
  LockedPackage,
  OpenRequest,
} from '../types.ts';
import { misfit } from '../reading/json.ts';
import { markBit, marksOf } from '../reading/marks.ts';
import type { Problems } from '../reading/problems.ts';
import type { Member, Section } from './members.ts';
import { pinOf } from './pins.ts';
import { type Asked, askedFor } from './spec.ts';

const kinds: Readonly<Partial<Record<Section, DependencyKind>>> = {
  dependencies: 'prod',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
  devDependencies: 'dev',
};

const marks: Readonly<Record<DependencyKind, number>> = {
  prod: 0,
  optional: markBit.optional,
  peer: markBit.peer,
  dev: markBit.dev,
};

/**
 * What a manifest states: requests, and a package for what is asked for by its URL or commit. Overrides count as asked
 * for in production: they say which version whatever asks for the name gets.
 */
export function manifestDocument(
  name: string | null,
  members: readonly Member[],
  problems: Problems,
): LockDocument {
  const optional = new Set(
    members.filter(({ section }) => section === 'optionalDependencies').map(({ key }) => key),
  );
  const specs = new Map<string, string>();
  const packages: LockedPackage[] = [];
  const lines: number[] = [];
  const requests: OpenRequest[] = [];
  const dependencies: Dependency[] = [];
  function take(asked: Asked, alias: string, kind: DependencyKind, member: Member): number | null {
    if (asked.is === 'request')
      requests.push({
        ecosystem: 'npm',
        name: asked.name,
        range: asked.range,
        kind,
        line: member.line,
      });
    if (asked.is !== 'package') return null;
    lines.push(member.line);
    return packages.push(lockedPackage(asked, alias, kind, member)) - 1;
  }
  for (const member of members) {
    const { key, section, value } = member;
    const kind = kinds[section];
    if (kind === undefined) continue;
    if (value === null || key === '') {
      problems.add('ENTRY_UNREADABLE', misfit(key, 'asked for by a text'), member.line);
      continue;
    }
    // One that stands in both sections is optional (docs of package.json, "optionalDependencies").
    if (kind === 'prod' && optional.has(key)) continue;
    specs.set(key, value);
    const to = take(askedFor(key, value), key, kind, member);
    dependencies.push({ alias: key, range: value, kind, to });
  }
  for (const member of members) {
    if (kinds[member.section] !== undefined) continue;
    const pin = pinOf(member, specs);
    if (pin !== null) take(askedFor(pin.name, pin.spec), pin.name, 'prod', member);
    else if (member.value === null)
      problems.add('ENTRY_UNREADABLE', misfit(member.key, 'a version'), member.line);
  }
  return {
    label: 'project',
    packages,
    requests,
    covers: ['.'],
    graph: () => ({ importers: [{ path: '.', name, dependencies }], edges: [] }),
    lines: () => lines,
  };
}

function lockedPackage(
  asked: Asked & { readonly is: 'package' },
  alias: string,
  kind: DependencyKind,
  { value }: Member,
): LockedPackage {
  return {
    key: alias,
    ecosystem: 'npm',
    name: asked.name,
    version: asked.version,
    source: asked.source,
    resolved: value,
    commit: asked.commit,
    integrity: null,
    marks: marksOf(marks[kind]),
    scope: kind,
  };
}
