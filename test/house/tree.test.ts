import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';

const options = ['-c', `safe.directory=${projectRoot}`, '-C', projectRoot];
const tracked = execFileSync('git', [...options, 'ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '');
const sources = tracked.filter((path) => /^src\/.*\.tsx?$/.test(path));

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** Each line of each file that the pattern finds, as `file:line: text`. */
function lines(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((text, index) =>
        pattern.test(text) ? [`${path}:${index + 1}: ${text.slice(0, 120)}`] : [],
      ),
  );
}

/** Exported functions that no docstring stands above. */
function undocumented(source: string): readonly string[] {
  const exported =
    /^export (?:default )?(?:async )?(?:function\*? (\w+)|const (\w+)[^=\n]*= (?:async )?(?:function\b|\(|\w+ =>|<))/gm;
  return [...source.matchAll(exported)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? '';
    const above = source.slice(0, match.index).trimEnd();
    // The signatures of an overload share the first one's.
    const repeated = new RegExp(`^export (?:async )?function\\*? ${name}\\b`, 'm').test(above);
    return above.endsWith('*/') || repeated ? [] : [name];
  });
}

it('names no host of a package registry', () => {
  // Spelled in pieces, so that this file passes.
  const hosts = [
    'registry.npm|js',
    'npm|js.org',
    'npm|js.com',
    'registry.yarn|pkg',
    'py|pi.org',
    'python|hosted.org',
    'packa|gist.org',
    'deb.deb|ian',
  ];
  const pattern = new RegExp(
    hosts.map((host) => host.replace('|', '').replaceAll('.', '\\.')).join('|'),
    'i',
  );

  expect(pattern.test(['https://registry.npm', 'js.org/x'].join(''))).toBe(true);
  expect(lines(tracked, pattern)).toEqual([]);
});

it("names no path of a developer's machine", () => {
  const pattern = /(?:^|[^A-Za-z0-9._-])\/(?:work|farm|home|Users)\/[\w.]/;
  const allowed = /\/home\/(?:ada|bob|user|runner)\b|\$\{?HOME/;

  expect(pattern.test(['see /wo', 'rk/main'].join(''))).toBe(true);
  expect(lines(tracked, pattern).filter((line) => !allowed.test(line))).toEqual([]);
});

it('has no source file over 300 lines', () => {
  const long = sources.filter((path) => read(path).split('\n').length > 301);

  expect(sources.length).toBeGreaterThan(0);
  expect(long).toEqual([]);
});

it('says of every exported function what it does', () => {
  const found = sources.flatMap((path) =>
    undocumented(read(path)).map((name) => `${path}: ${name}`),
  );

  expect(
    undocumented('export function a(): void {}\n/** Says. */\nexport const b = (x: string) => x;'),
  ).toEqual(['a']);
  expect(undocumented('export const a = async () => 1;\nexport const list = [1];')).toEqual(['a']);
  expect(found).toEqual([]);
});

it('has a lock that npm ci accepts on every platform', () => {
  // npm leaves out a binary its registry does not serve, and then refuses the lock.
  const lock: {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  } = JSON.parse(read('package-lock.json'));
  const present = new Set(
    Object.keys(lock.packages).map((place) => place.replace(/^.*node_modules\//, '')),
  );
  const missing = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !present.has(name)),
  );

  expect(missing).toEqual([]);
});
