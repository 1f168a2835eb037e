import { ecosystemTypeOf } from '../package/ecosystem.ts';
import { parsePurl } from '../package/purl.ts';
import type { ListBuilder } from './builder.ts';
import { roleOf } from './headings.ts';
import { parseCoordinates, splitPrefix } from './coordinates.ts';
import { readTypedObject } from './indicator-block.ts';
import { packageLabel, unmistakableKind } from './indicator.ts';
import { foldKey, itemsOf, namesOf, stringOf } from './json-access.ts';
import type { JsonNode, JsonObject } from './json.ts';
import { referencesOf, type StatedCommit } from './reference.ts';
import { looksLikeVersion, looksLikeVersions, splitVersions } from './version-text.ts';
import type { VersionPiece } from './version-text.ts';

/** What holds for an item because of where it stands. */
export interface JsonPlace {
  /** The whole document, for what an item looks like in the file. */
  readonly source: string;
  /** purl type named by a key around the item, else null. */
  readonly ecosystem: string | null;
}

/** The members of an object that say something about a package, by what they say. */
export interface PackageMembers {
  readonly name: JsonNode | null;
  readonly purl: JsonNode | null;
  readonly version: JsonNode | null;
  readonly ecosystem: string | null;
  readonly vendors: string[];
  readonly references: readonly StatedCommit[];
}

/** Sorts an object's members by what they say; null when it names no package. */
export function packageMembers(node: JsonObject): PackageMembers | null {
  const all = node.members.flatMap((each) =>
    foldKey(each.key) === 'package' && each.value.type === 'object' ? each.value.members : [each],
  );
  const find = (holds: (key: string) => boolean): JsonNode | null =>
    all.find((each) => holds(each.key))?.value ?? null;
  const name = find((key) => roleOf(key) === 'name');
  const purl = find((key) => roleOf(key) === 'purl');
  if (stringOf(name) === null && stringOf(purl) === null) return null;
  const strong = stringOf(find((key) => /^eco(?:system)?$/.test(foldKey(key))));
  const weak =
    stringOf(find((key) => ['ecosystem', 'registry'].includes(roleOf(key) ?? ''))) ??
    stringOf(find((key) => foldKey(key) === 'type'));
  return {
    name,
    purl,
    version: find((key) => roleOf(key) === 'version'),
    ecosystem: packageLabel(strong ?? weak ?? '')?.ecosystem ?? ecosystemTypeOf(strong ?? ''),
    vendors: namesOf(find((key) => roleOf(key) === 'sources')),
    references: namesOf(find((key) => roleOf(key) === 'reference')).flatMap(referencesOf),
  };
}

/** Takes one item of a list: a string that names a package, or an object with its name and versions. */
export function readItem(node: JsonNode, place: JsonPlace, into: ListBuilder): void {
  const text = place.source.slice(node.start, Math.min(node.end, node.start + 200));
  if (node.type === 'string') return readString(node.text, node.line, text, place, into);
  if (node.type === 'array' && readNamed(node.items, place, into)) return;
  const found = node.type === 'object' ? packageMembers(node) : null;
  if (found === null && node.type === 'object' && readTypedObject(node, [], place.source, into))
    return;
  if (found === null) return into.notUnderstood(node.line, text, 'an item without a package name');
  const purl = stringOf(found.purl);
  const coordinates = purl === null ? null : parsePurl(purl);
  if (purl !== null && coordinates === null)
    return into.notUnderstood(node.line, text, 'not a package URL');
  const stated = splitPrefix(stringOf(found.name) ?? '');
  const said = found.ecosystem ?? place.ecosystem;
  const prefixed = said === null ? stated : { ecosystem: said, rest: stringOf(found.name) ?? '' };
  let versions = readVersions(found.version);
  if (versions.length === 0 && coordinates?.version) versions = splitVersions(coordinates.version);
  const entry = { line: node.line, text, vendors: found.vendors, references: found.references };
  if (coordinates === null && versions.length === 0) {
    const parsed = parseCoordinates(prefixed.rest);
    if (!parsed.ok) return into.notUnderstood(node.line, text, parsed.reason);
    return into.package({
      ecosystem: parsed.ecosystem ?? prefixed.ecosystem,
      name: parsed.name,
      versions: parsed.versions,
      ...entry,
    });
  }
  into.package({
    ecosystem: coordinates?.ecosystem ?? prefixed.ecosystem,
    name: coordinates?.name ?? prefixed.rest,
    versions,
    ...entry,
  });
}

/** Takes `["evil", "1.2.3"]`, a name and its versions; false where an array is anything else. */
function readNamed(items: readonly JsonNode[], place: JsonPlace, into: ListBuilder): boolean {
  const [name, versions, ...others] = items;
  if (name?.type !== 'string' || versions === undefined || others.length > 0) return false;
  if (looksLikeVersions(name.text) || !areVersions(versions)) return false;
  readMapMember(name.text, name.line, versions, place, into);
  return true;
}

/** Whether a string or an array holds versions and nothing else. */
export function areVersions(node: JsonNode): boolean {
  if (node.type !== 'string' && node.type !== 'array') return false;
  const pieces = readVersions(node);
  return pieces.length > 0 && pieces.every((piece) => piece.range || looksLikeVersion(piece.text));
}

/** The versions of an object that says nothing of a package but them: `{"versions": ["1.2.3"]}`. */
export function bareVersions(node: JsonNode): JsonNode | null {
  if (node.type !== 'object' || packageMembers(node) !== null) return null;
  const own = node.members.find((each) => roleOf(each.key) === 'version') ?? null;
  // With versions under other keys too it is a map, in which one package bears such a name.
  return node.members.some((each) => each !== own && areVersions(each.value))
    ? null
    : (own?.value ?? null);
}

/** Takes one member of a map from name to versions. */
export function readMapMember(
  key: string,
  line: number,
  value: JsonNode,
  place: JsonPlace,
  into: ListBuilder,
): void {
  const { ecosystem, rest } =
    place.ecosystem === null ? splitPrefix(key) : { ecosystem: place.ecosystem, rest: key };
  const nested =
    value.type === 'object'
      ? value.members.find((each) => roleOf(each.key) === 'version')?.value
      : undefined;
  const parsed = parseCoordinates(rest);
  const text = `${JSON.stringify(key)}: ${place.source.slice(value.start, Math.min(value.end, value.start + 200))}`;
  const versions = readVersions(nested ?? value);
  if (versions.length === 0 && parsed.ok)
    into.package({ ...parsed, ecosystem: parsed.ecosystem ?? ecosystem, line, text });
  else into.package({ ecosystem, name: rest, versions, line, text });
}

/** The versions in a value: a string or number, an array of them or of `{version, sources}`, or a map by version. */
export function readVersions(node: JsonNode | null): VersionPiece[] {
  if (node === null || node.type === 'null' || node.type === 'boolean') return [];
  if (node.type === 'string' || node.type === 'number') return splitVersions(node.text);
  if (node.type === 'object')
    return node.members.flatMap((each) =>
      splitVersions(each.key).map((piece) => withVendors(piece, namesOf(each.value))),
    );
  return itemsOf(node).flatMap((item) => {
    if (item.type === 'string' || item.type === 'number') return splitVersions(item.text);
    if (item.type !== 'object') return [];
    const version = item.members.find((each) => roleOf(each.key) === 'version')?.value;
    const vendors = namesOf(item.members.find((each) => roleOf(each.key) === 'sources')?.value);
    const text = version?.type === 'string' || version?.type === 'number' ? version.text : '';
    return splitVersions(text).map((piece) => withVendors(piece, vendors));
  });
}

function readString(
  raw: string,
  line: number,
  text: string,
  place: JsonPlace,
  into: ListBuilder,
): void {
  const kind = unmistakableKind(raw);
  if (kind !== null) return into.indicator({ kind, value: raw, context: null, line });
  const parsed = parseCoordinates(raw);
  if (!parsed.ok) return into.notUnderstood(line, text, parsed.reason);
  into.package({ ...parsed, ecosystem: parsed.ecosystem ?? place.ecosystem, line, text });
}

function withVendors(piece: VersionPiece, vendors: readonly string[]): VersionPiece {
  return vendors.length === 0 ? piece : { ...piece, vendors };
}
