import { ecosystemTypeOf } from '../../../package/ecosystem.ts';
import { parsePurl } from '../../../package/purl.ts';
import type { ListBuilder } from '../../builder.ts';
import { isIndicatorBlock, leavesOf, readIndicatorBlock } from '../../indicator-block.ts';
import { kindOf } from '../../indicator.ts';
import { itemsOf, member, stringOf } from '../../json-access.ts';
import type { JsonNode } from '../../json.ts';
import { referenceOf, type StatedCommit } from '../../reference.ts';
import type { VersionPiece } from '../../version-text.ts';
import { statedRanges } from './ranges.ts';
import { vendorsOf } from './origins.ts';

/** Whether a value is an OSV record: an id and, as OSV has them, a date or affected packages. */
export function isOsvRecord(node: JsonNode): boolean {
  return (
    stringOf(member(node, 'id')) !== null &&
    ['affected', 'schema_version', 'modified'].filter((key) => member(node, key) !== null).length >=
      2
  );
}

/**
 * Takes one OSV record (ossf.github.io/osv-schema): an entry per item of `affected`, and one per indicator
 * under `database_specific`. A withdrawn record states nothing any more; it is named as not understood.
 */
export function readOsvRecord(record: JsonNode, source: string, into: ListBuilder): void {
  const id = stringOf(member(record, 'id')) ?? '';
  const affected = itemsOf(member(record, 'affected'));
  const withdrawn = stringOf(member(record, 'withdrawn'));
  if (withdrawn !== null)
    return into.notUnderstood(
      record.line,
      id,
      `the record was withdrawn on ${withdrawn.slice(0, 40)}`,
    );
  if (affected.length === 0)
    into.notUnderstood(record.line, id, 'a record without affected packages');
  const published = stringOf(member(record, 'published'));
  if (published !== null && affected.length > 0) into.published(published);
  const vendors = vendorsOf(record, affected.length);
  const own = affected.length === 1 ? commitsIn(member(record, 'database_specific')) : [];
  for (const item of affected) {
    const commits = [...own, ...commitsIn(member(item, 'database_specific'))];
    readAffected(item, source, into, vendors, commits);
    readIndicators(member(item, 'database_specific'), source, into);
  }
  readIndicators(member(record, 'database_specific'), source, into);
}

function readAffected(
  item: JsonNode,
  source: string,
  into: ListBuilder,
  vendors: (version: string | null) => readonly string[],
  commits: readonly StatedCommit[],
): void {
  const text = source.slice(item.start, Math.min(item.end, item.start + 200));
  const named = member(item, 'package');
  const purl = parsePurl(stringOf(member(named, 'purl')) ?? '');
  const name = stringOf(member(named, 'name')) ?? purl?.name ?? null;
  const ecosystem =
    ecosystemTypeOf(stringOf(member(named, 'ecosystem')) ?? '') ?? purl?.ecosystem ?? null;
  if (name === null || ecosystem === null)
    return into.notUnderstood(
      item.line,
      text,
      'affected code without a package name and ecosystem',
    );
  const ranges = statedRanges(ecosystem, itemsOf(member(item, 'ranges')));
  const listed = itemsOf(member(item, 'versions'))
    .map(stringOf)
    .filter((version) => version !== null);
  const references = [...ranges.commits, ...commits];
  const commitsOnly = listed.length === 0 && ranges.texts.length === 0;
  if (commitsOnly && references.length === 0) {
    const reason = ranges.commitsOnly
      ? 'only git commits are given, no versions'
      : 'a package without versions and ranges';
    return into.notUnderstood(item.line, text, reason);
  }
  const every = listed.length === 0 && ranges.texts.length === 1 && ranges.texts[0] === '*';
  const versions: VersionPiece[] = [
    ...listed.map((version) => ({ text: version, range: false, vendors: vendors(version) })),
    ...ranges.texts.map((range) => ({ text: range, range: true, vendors: vendors(null) })),
  ];
  into.package({
    ecosystem,
    name,
    versions: every ? [] : versions,
    line: item.line,
    text,
    vendors: vendors(null),
    references,
    commitsOnly,
  });
}

/** Commits among the indicators under `database_specific`. They stay indicators too: any package may be taken from one. */
function commitsIn(specific: JsonNode | null): StatedCommit[] {
  if (specific?.type !== 'object') return [];
  const found: StatedCommit[] = [];
  for (const { key, value } of specific.members)
    if (isIndicatorBlock(key))
      for (const each of leavesOf(value)) {
        const commit = kindOf(each.keys, each.text) === 'commit' ? referenceOf(each.text) : null;
        if (commit !== null) found.push({ commit, since: false });
      }
  return found;
}

function readIndicators(specific: JsonNode | null, source: string, into: ListBuilder): void {
  if (specific?.type !== 'object') return;
  for (const each of specific.members)
    if (isIndicatorBlock(each.key)) readIndicatorBlock(each.value, source, into);
}
