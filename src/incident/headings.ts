import { foldKey } from './json-access.ts';

/** What a column of a table, or a key of an object, holds. */
export type Role = keyof typeof spellings;

/** Spellings of headings and keys, folded to letters and digits. */
const spellings = {
  name: `name names package packages packagename packagenames pkg pkgname module library component dependency
    artifact npmpackage affectedpackage compromisedpackage maliciouspackage`,
  version: `version versions ver packageversion packageversions affected affectedversion affectedversions
    badversion badversions compromisedversion compromisedversions exactversion maliciousversion
    maliciousversions range ranges versionrange vulnerableversion vulnerableversions vulnerableversionrange`,
  ecosystem: 'ecosystem eco packagemanager packagetype',
  /** May name the ecosystem, and may as well hold an address or `malware`. */
  registry: 'registry platform language',
  sources: 'source sources vendor vendors reportedby reporter reporters',
  purl: 'purl purls packageurl',
  /** A commit of the package; an address or a note is none, and passed over. */
  reference: `commit commits commithash commitid commitsha gitcommit githash gitref gitsha reference sha
    sourcecommit sourcereference distreference maliciouscommit compromisedcommit`,
  indicator: 'indicator indicatorvalue ioc iocvalue observable value',
  type: 'type indicatortype ioctype kind category',
  context: 'context comment comments description details note notes',
};

const roles: ReadonlyMap<string, Role> = new Map(
  (Object.keys(spellings) as Role[]).flatMap((role) =>
    spellings[role].split(/\s+/).map((word) => [word, role] as const),
  ),
);

/** The role a heading or key names. */
export function roleOf(heading: string): Role | null {
  return roles.get(foldKey(heading)) ?? null;
}
