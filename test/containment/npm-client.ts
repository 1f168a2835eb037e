import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { temporaryDirectory } from '../support/temporary-directory.ts';

export interface Project {
  readonly dependencies: Readonly<Record<string, string>>;
  /** Text of the package-lock.json it has, if any. */
  readonly lock?: string;
}

export interface NpmOutcome {
  readonly exitCode: number | undefined;
  /** npm's code where it failed (`E404`). */
  readonly code: string | null;
  /** Version in node_modules by name. */
  readonly installed: Readonly<Record<string, string>>;
  /** The lockfile it left. */
  readonly lock: string | null;
}

/** Runs the machine's npm in a fresh project with its own home, configuration and the cache given. */
export async function npm(
  registry: string,
  cache: string,
  project: Project,
  args: readonly string[],
): Promise<NpmOutcome> {
  const directory = temporaryDirectory();
  const manifest = { name: 'project', version: '1.0.0', dependencies: project.dependencies };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(directory, 'empty'), '');
  const lockPath = join(directory, 'package-lock.json');
  if (project.lock !== undefined) writeFileSync(lockPath, project.lock);
  const result = await execa('npm', args, {
    cwd: directory,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      npm_config_audit: 'false',
      npm_config_cache: cache,
      npm_config_fund: 'false',
      npm_config_globalconfig: join(directory, 'none'),
      npm_config_registry: registry,
      npm_config_update_notifier: 'false',
      npm_config_userconfig: join(directory, 'empty'),
    },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
  const installed = Object.keys(project.dependencies).flatMap((name) => {
    const path = join(directory, 'node_modules', name, 'package.json');
    if (!existsSync(path)) return [];
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    return [[name, version]];
  });
  return {
    exitCode: result.exitCode,
    code: /npm (?:error|ERR!) code (\w+)/.exec(result.stderr)?.[1] ?? null,
    installed: Object.fromEntries(installed) as Record<string, string>,
    lock: existsSync(lockPath) ? readFileSync(lockPath, 'utf8') : null,
  };
}

/** A copy of a cache, so that what one test does to it no other sees. */
export function copied(cache: string): string {
  const copy = join(temporaryDirectory(), 'cache');
  cpSync(cache, copy, { recursive: true });
  return copy;
}

/** Where an npm cache keeps the entries of a key. */
export function bucketPath(cache: string, key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return join(cache, '_cacache/index-v5', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

/** Where an npm cache keeps the content with an integrity. */
export function contentFile(cache: string, integrity: string): string {
  const hex = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
  return join(cache, '_cacache/content-v2/sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

/** Adds an entry to an npm cache's index, to `bucket` where it is given, as npm would. */
export function addEntry(
  cache: string,
  key: string,
  integrity: string | null,
  bucket = bucketPath(cache, key),
): void {
  const json = JSON.stringify({ key, integrity, time: 1, size: 1 });
  mkdirSync(dirname(bucket), { recursive: true });
  appendFileSync(bucket, `\n${createHash('sha1').update(json).digest('hex')}\t${json}`);
}
