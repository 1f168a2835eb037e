/** What the keys of a mapping stand for. */
export const role = {
  root: 0,
  /** Of nothing that says which packages there are. */
  ignored: 1,
  importers: 2,
  /** Sections of one importer. */
  project: 3,
  specifiers: 4,
  /** Dependencies of an importer. */
  asked: 5,
  /** `specifier` and `version` of one of them. */
  answer: 6,
  packages: 7,
  entry: 8,
  /** Dependencies of a package. */
  references: 9,
  snapshots: 10,
  snapshot: 11,
} as const;

const ofProject: readonly (readonly [string, number])[] = [
  ['dependencies', role.asked],
  ['optionalDependencies', role.asked],
  ['devDependencies', role.asked],
  ['configDependencies', role.asked],
  ['packageManagerDependencies', role.asked],
  ['specifiers', role.specifiers],
  ['dependenciesMeta', role.ignored],
  ['publishDirectory', role.ignored],
];

/** Sections that say how packages were chosen, and not which. */
const settings = [
  'allowBuilds',
  'catalogs',
  'ignoredBuiltDependencies',
  'ignoredOptionalDependencies',
  'neverBuiltDependencies',
  'onlyBuiltDependencies',
  'overrides',
  'packageExtensionsChecksum',
  'patchedDependencies',
  'pnpmfileChecksum',
  'settings',
  'time',
];

/** Roles of what stands below the keys of a document, by key. */
export const sectionRoles: ReadonlyMap<string, number> = new Map([
  ...ofProject,
  ...settings.map((name): [string, number] => [name, role.ignored]),
  ['importers', role.importers],
  ['packages', role.packages],
  ['snapshots', role.snapshots],
]);

export const projectRoles: ReadonlyMap<string, number> = new Map(ofProject);

/** Whether the keys of a role are kept until all are known, by whoever takes them in. */
export function isKept(is: number): boolean {
  return (
    is === role.packages || is === role.snapshots || is === role.specifiers || is === role.asked
  );
}
