import { identityOf } from '../bun-lock/resolution.ts';
import { strictJson } from '../bun-lock/jsonc.ts';
import { requestsOf } from '../reading/manifest.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import type { EntryFormat, ReadAlone } from './format.ts';
import { jsonLines, type Member, type Said } from './json-lines.ts';

/** bun.lock of versions 0 to 2: members of the workspace, and a line for each place of a package. */
export const bun: EntryFormat = jsonLines({
  unit: '  ',
  strict: strictJson,
  versionOf: (state) => state.split(' ', 1)[0] || null,
  isWhole: (state) => state.endsWith(' project'),
  plain(key, value, state) {
    if (key === 'lockfileVersion')
      return typeof value === 'number' && value >= 0 && value < 3 ? { state: `${value}` } : null;
    if (key === 'workspaces' || state === '') return null;
    return key === 'packages' && !isRecord(value) ? null : {};
  },
  opening(key, bracket, state) {
    if (state === '') return null;
    return (key === 'workspaces' || key === 'packages') && bracket === '[' ? null : {};
  },
  member(member, read) {
    if (member.section === 'workspaces') return workspace(member, read);
    return member.section === 'packages' ? place(member, read) : other(member, read);
  },
});

function front(state: string): string {
  return `{"lockfileVersion":${state.split(' ', 1)[0]},`;
}

function other({ body, key, state }: Member, read: ReadAlone): Said | null {
  const inside = key === '' ? `[${body}]` : `{${body}}`;
  return read(`${front(state)}"workspaces":{"":{}},"other":${inside}}`) === null ? null : {};
}

/**
 * The project, or a member of it. What a member states is the package that its place says it is, in the version that
 * stands here.
 */
function workspace({ body, key, state, value }: Member, read: ReadAlone): Said | null {
  if (!isRecord(value) || key === '.') return null;
  const name = textOf(own(value, 'name')) ?? '';
  const isProject = key === '';
  const stated = `${JSON.stringify(name)}:[${JSON.stringify(`${name}@workspace:${key}`)}]`;
  const packages = isProject || name === '' ? '{}' : `{${stated}}`;
  const root = isProject ? '' : '"":{},';
  const found = read(`${front(state)}"workspaces":{${root}${body}},"packages":${packages}}`);
  if (found === null) return null;
  const said = { claims: [`workspace ${key}`], needs: needsOf(value) };
  if (isProject) return { ...said, state: `${state} project` };
  if (name === '' || found.packages.length !== 1) return name === '' ? said : null;
  const member = memberKey(name, key);
  return {
    ...said,
    packages: found.packages,
    offers: [`workspace ${member}`],
    needs: [...said.needs, `place of ${member}`],
  };
}

function memberKey(name: string, path: string): string {
  return JSON.stringify([name, path]);
}

/** An entry of `packages`: its key names a place in the tree. */
function place({ body, key, state, value }: Member, read: ReadAlone): Said | null {
  if (!Array.isArray(value)) return null;
  const found = read(`${front(state)}"workspaces":{"":{}},"packages":{${body}}}`);
  const first: unknown = value[0];
  const identity = typeof first === 'string' ? identityOf(first) : null;
  if (found === null || identity === null) return null;
  const isTop = key.split('/').length === (key.startsWith('@') ? 2 : 1);
  const said = { claims: [`place ${key}`], offers: isTop ? [`name ${key}`] : [] };
  const { resolved, source } = identity.resolved;
  if (source === 'workspace') {
    if (resolved === '.') return { ...said, packages: found.packages };
    const member = memberKey(identity.name, resolved ?? '');
    return {
      ...said,
      offers: [...said.offers, `place of ${member}`],
      needs: [`workspace ${member}`],
    };
  }
  const infos = (value as readonly unknown[]).filter((item) => isRecord(item));
  return { ...said, packages: found.packages, needs: needsOf(infos[0] ?? {}) };
}

/** All that must be there, and is looked for where every place finds it: what lies nearer alone is too little here. */
function needsOf(asking: Record<string, unknown>): readonly string[] {
  const optional = own(asking, 'optionalPeers');
  const free = new Set<unknown>(Array.isArray(optional) ? optional : []);
  return requestsOf(asking).flatMap(({ alias, kind }) =>
    kind === 'optional' || (kind === 'peer' && free.has(alias)) ? [] : [`name ${alias}`],
  );
}
