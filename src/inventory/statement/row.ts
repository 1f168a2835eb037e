import type { LockedPackage, OpenRequest } from '../../lockfile/types.ts';
import type { Row } from '../connection.ts';
import { stored } from '../text.ts';
import { damaged } from '../varint.ts';
import { digestText } from './digest-bytes.ts';
import { joinUrl } from './resolved.ts';
import { dependencyKinds, sources, statementKinds } from './words.ts';

/** A statement as it is kept. */
export type Statement =
  | { readonly kind: 'package'; readonly id: number; readonly stated: LockedPackage }
  | { readonly kind: 'request'; readonly id: number; readonly stated: OpenRequest };

/** Selects statements; what follows says which. */
export const selectStatements = `
  select s.id, s.kind, s.detail, s.version, s.resolved, s.revision, s.integrity, o.pattern,
         p.ecosystem, p.compared, p.name
  from statement s join package p on p.id = s.package left join origin o on o.id = s.origin`;

/** The statement of a row of `selectStatements`. Throws INVENTORY_INVALID where it makes no sense. */
export function statementOf(row: Row): Statement {
  const [id, kind, detail, version, rest, revision, integrity, pattern, ecosystem, compared, own] =
    row;
  const name = text(own ?? compared ?? null) ?? '';
  const common = { ecosystem: text(ecosystem) ?? '', name };
  if (kind === statementKinds.request) {
    const wanted = dependencyKinds[Number(detail)];
    if (wanted === undefined) throw damaged(`statement ${Number(id)} has no kind`);
    const more = rest === null || rest === undefined ? {} : (JSON.parse(String(rest)) as object);
    const stated = { ...common, range: text(version), kind: wanted, line: 0, ...more };
    return { kind: 'request', id: Number(id), stated };
  }
  const source = sources[Number(detail)];
  if (source === undefined) throw damaged(`statement ${Number(id)} has no source`);
  const commit = text(revision);
  const parts = { name, version: text(version) ?? '', commit };
  const stated: LockedPackage = {
    key: '',
    ...common,
    version: parts.version,
    source,
    resolved: joinUrl({ pattern: text(pattern), rest: text(rest) }, parts),
    commit,
    integrity: integrity instanceof Uint8Array ? stored(digestText(integrity)) : null,
    marks: [],
    scope: null,
  };
  return { kind: 'package', id: Number(id), stated };
}

function text(value: Row[number] | undefined): string | null {
  return typeof value === 'string' ? stored(value) : null;
}
