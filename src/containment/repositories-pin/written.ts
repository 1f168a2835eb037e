import { type NpmProject, parsed } from '../npm/project.ts';
import { pairsOf } from '../npm/lock-tree.ts';

const fields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
];

/** What the manifests of projects ask for, by `[file, field, name]` as JSON. */
export function writtenIn(projects: readonly NpmProject[]): Record<string, string> {
  const written = projects.flatMap(({ members, root }) =>
    [...(root === null ? [] : [root]), ...members].flatMap((file) => {
      const manifest = parsed(file);
      return fields.flatMap((field) =>
        pairsOf(manifest[field]).map(([name, spec]) => [
          JSON.stringify([file.path, field, name]),
          spec,
        ]),
      );
    }),
  );
  return Object.fromEntries(written) as Record<string, string>;
}
