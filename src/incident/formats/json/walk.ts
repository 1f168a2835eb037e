import { ecosystemOf } from '../../../package/ecosystem.ts';
import type { ListBuilder } from '../../builder.ts';
import { parseCoordinates } from '../../coordinates.ts';
import { isIndicatorBlock, readIndicatorBlock } from '../../indicator-block.ts';
import { foldKey, itemsOf } from '../../json-access.ts';
import { roleOf } from '../../headings.ts';
import {
  areVersions,
  bareVersions,
  packageMembers,
  readItem,
  readMapMember,
} from '../../json-package.ts';
import type { JsonPlace } from '../../json-package.ts';
import type { JsonMember, JsonNode, JsonObject } from '../../json.ts';
import { looksLikeVersion } from '../../version-text.ts';

/** Keys that hold packages whatever their items look like, folded. */
const packageKeys =
  /^(?:affected|compromised|infected|malicious|vulnerable)?(?:packages?|modules?|dependencies|libraries|components|artifacts|entries|items|results|data|list|affected|compromised|malicious)(?:list)?$/;

interface Work extends JsonPlace {
  node: JsonNode;
  /** Whether the key around it says that it holds packages. */
  packages: boolean;
}

/**
 * Finds the lists in a document and takes their items: arrays of packages, maps from name to versions,
 * either of them under an ecosystem's name, single packages, and blocks of indicators. A key in which
 * no list was looked for is named, not passed over in silence.
 */
export function readDocument(root: JsonNode, source: string, into: ListBuilder): void {
  const work: Work[] = [{ node: root, source, ecosystem: null, packages: root.type === 'array' }];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { node, packages } = next;
    if (node.type === 'array') {
      for (const item of node.items) readItem(item, next, into);
    } else if (node.type === 'object') {
      if (isPackage(node, packages)) readItem(node, next, into);
      else work.push(...readMembers(node, next, node === root, into).toReversed());
    } else readItem(node, next, into);
  }
}

function readMembers(node: JsonObject, place: Work, atRoot: boolean, into: ListBuilder): Work[] {
  const inner: Work[] = [];
  const isMap = isVersionMap(node) || (place.packages && !node.members.some(isInnerList));
  for (const each of node.members) {
    const ecosystem = holdsPackages(each.value) ? ecosystemOf(each.key) : null;
    const listed = packageKeys.test(foldKey(each.key));
    if (isIndicatorBlock(each.key) && !isMap) readIndicatorBlock(each.value, place.source, into);
    else if (ecosystem !== null)
      inner.push({ node: each.value, source: place.source, ecosystem, packages: true });
    else if (isMap) readMapMember(each.key, each.line, each.value, place, into);
    else if (isHolder(each, listed))
      inner.push({
        node: each.value,
        source: place.source,
        ecosystem: place.ecosystem,
        packages: true,
      });
    else if (atRoot && (each.value.type === 'object' || each.value.type === 'array'))
      into.leftUnread(each.key);
  }
  return inner;
}

/** An object is one package when it names one and says its versions, or stands where packages stand. */
function isPackage(node: JsonObject, packages: boolean): boolean {
  const found = packageMembers(node);
  if (found === null) return false;
  // A map may hold a package that is itself called `name` or `package`; then its value is no name.
  return found.version !== null || found.purl !== null || (packages && !isVersionMap(node));
}

/** Whether what stands under an ecosystem's name are packages, and not the versions of a package so called. */
function holdsPackages(value: JsonNode): boolean {
  if (value.type === 'object') return !value.members.some((each) => roleOf(each.key) === 'version');
  return (
    value.type === 'array' &&
    value.items.length > 0 &&
    !value.items.every((item) => looksLikeVersion('text' in item ? item.text : ''))
  );
}

/** Whether a member is a list inside a holder such as `data`, and not a package of that name. */
function isInnerList(each: JsonMember): boolean {
  if (!packageKeys.test(foldKey(each.key))) return false;
  return (
    each.value.type === 'object' ||
    (each.value.type === 'array' && each.value.items.some((item) => item.type === 'object'))
  );
}

function isHolder(each: JsonMember, listed: boolean): boolean {
  const { value } = each;
  if (value.type === 'object') return listed;
  return value.type === 'array' && (listed || isItemArray(value));
}

/** Whether an array holds packages by its own look: objects with name and version, strings `name@version`. */
function isItemArray(node: JsonNode): boolean {
  if (node.type !== 'array' || node.items.length === 0) return false;
  return node.items.slice(0, 20).every((item) => {
    if (item.type === 'object')
      return (packageMembers(item)?.version ?? packageMembers(item)?.purl ?? null) !== null;
    const parsed = item.type === 'string' ? parseCoordinates(item.text) : null;
    return parsed?.ok === true && parsed.form !== 'name' && parsed.versions.length > 0;
  });
}

/** Whether every member of an object maps a name to versions. */
function isVersionMap(node: JsonObject): boolean {
  return (
    node.members.length > 0 &&
    node.members.slice(0, 50).every(({ value }) => {
      if (itemsOf(value).some((item) => item.type === 'object' && packageMembers(item)))
        return false;
      return areVersions(bareVersions(value) ?? value);
    })
  );
}
