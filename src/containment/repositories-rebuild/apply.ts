import { join, posix } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { ProgramReport } from '../../host/programs.ts';
import type { EvidenceRef } from '../../journal/record.ts';
import { jsonBytes, sha256, utf8 } from '../bytes.ts';
import { type Clone, openClone, snapshotOf } from '../git-snapshot.ts';
import { type NpmProject, readProject } from '../npm/project.ts';
import { npmCode, runNpm } from '../npm.ts';
import type { Applied, Json, World } from '../types.ts';
import { type InstalledPackage, installedTree } from './installed-tree.ts';
import type { Change } from './plan.ts';

type Rebuild = Extract<Change, { kind: 'rebuild' }>;

/**
 * Installs what is committed, each project in a fresh directory of manifests and lockfile alone, with scripts off and an
 * empty cache, and keeps what npm said and what lies there then. Throws NPM_FAILED with npm's own reason.
 */
export async function applyRebuild(world: World, change: Rebuild, key: string): Promise<Applied> {
  const clone = await openClone(world.doors, change.clone);
  const evidence: EvidenceRef[] = [];
  const results: Json[] = [];
  let packages = 0;
  for (const directory of change.directories) {
    const scratch = join(
      world.scratch,
      `rebuild-${sha256(utf8(`${key}\0${directory}`)).slice(0, 16)}`,
    );
    await world.doors.files.removeTree(scratch);
    try {
      const built = await install(world, clone, change, directory, scratch);
      const name = `${key}/${posix.join(directory, 'installed')}`;
      const installed = await world.keep(
        `${name}.json`,
        'application/json',
        jsonBytes(built.installed),
      );
      const hidden = await world.keep(
        `${name}.package-lock.json`,
        'application/json',
        built.hidden,
      );
      const said = await world.keep(`${name}.npm.txt`, 'text/plain', utf8(built.output));
      evidence.push(installed, hidden, said);
      packages += built.installed.length;
      results.push({ directory, installed: installed.sha256, hidden: hidden.sha256 });
    } finally {
      await world.doors.files.removeTree(scratch);
    }
  }
  return {
    detail: `npm ci of ${change.repository} at ${change.commit} installed ${packages} packages from ${change.registry}`,
    result: { commit: change.commit, projects: results },
    evidence,
  };
}

interface Built {
  readonly installed: readonly InstalledPackage[];
  /** npm's own record of what it installed. */
  readonly hidden: Uint8Array;
  readonly output: string;
}

async function install(
  world: World,
  clone: Clone,
  change: Rebuild,
  directory: string,
  scratch: string,
): Promise<Built> {
  const { files } = world.doors;
  const snapshot = await snapshotOf(world.doors, clone, change.commit);
  const project = await readProject(world.doors, clone, snapshot, directory);
  const tree = join(scratch, 'tree');
  const [lock] = project.locks;
  // npm 12 reads no npm-shrinkwrap.json of the project itself; the two have one format.
  const seat = posix.join(directory, 'package-lock.json');
  const locked = lock === undefined ? [] : [{ path: seat, text: lock.text }];
  for (const file of [project.root, ...locked, ...project.members]) {
    if (file === null) continue;
    await files.makeDirectory(join(tree, posix.dirname(file.path)));
    await files.writeFileAtomically(join(tree, file.path), file.text);
  }
  const place = join(tree, directory);
  const npm = join(scratch, 'npm');
  await files.makeDirectory(npm);
  const args = [
    'ci',
    '--ignore-scripts',
    '--replace-registry-host=always',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--prefix',
    place,
  ];
  const report = await runNpm(world, { directory: npm, cache: join(scratch, 'cache'), args });
  if (report.exitCode !== 0)
    throw failed(change, project, {
      ...report,
      stderr: world.redact(report.stderr),
    });
  const members = project.members
    .map(({ path }) => posix.relative(directory, posix.dirname(path)))
    .filter((member) => !member.startsWith('..'));
  const record = await files
    .readRegularFile(join(place, 'node_modules', '.package-lock.json'), 256 * 1024 * 1024)
    .catch(() => null);
  return {
    installed: await installedTree(files, place, members),
    hidden: record?.status === 'read' ? record.bytes : utf8(''),
    output: world.redact(`${report.stdout}\n${report.stderr}`),
  };
}

function failed(change: Rebuild, project: NpmProject, report: ProgramReport): FirebreakError {
  const code = npmCode(report) ?? `exit ${report.exitCode ?? 'by signal'}`;
  const lines = [...report.stderr.matchAll(/^npm (?:error|ERR!) (.*)$/gm)]
    .map((match) => match[1]?.trim() ?? '')
    .filter((line) => line !== '' && !/^(?:code|syscall|path|dest|errno) /.test(line));
  const reason = lines.find((line) => line !== code) ?? report.failure;
  const named = namedBy(project, report.stderr);
  return new FirebreakError(
    'NPM_FAILED',
    `npm ci of ${change.repository} at ${change.commit}: ${code}: ${
      named === null ? '' : `${named}: `
    }${reason}`,
    'See that the default branch holds the pins and that the registry serves them, then try again.',
  );
}

/** npm names what does not match its integrity by the integrity alone. */
function namedBy(project: NpmProject, stderr: string): string | null {
  const wanted = /wanted (sha\d+-[A-Za-z0-9+/=]+)/.exec(stderr)?.[1];
  if (wanted === undefined) return null;
  for (const { tree } of project.locks)
    for (const { integrity, name, version } of tree.entries.values())
      if (integrity === wanted) return `${name}@${version}`;
  return null;
}
