import { describe, expect, it } from 'vitest';
import type { Registry } from '../../../src/app/demo/registry/start-registry.ts';
import { compromisedOf } from '../../../src/containment/compromised.ts';
import { readJsonText } from '../../../src/containment/npm/json-text.ts';
import { objectAt, textOf } from '../../../src/containment/npm/json-edit.ts';
import { repositoriesPin } from '../../../src/containment/repositories-pin/index.ts';
import { useRegistry } from '../../support/registry.ts';
import { committed, host, packages, pinned, project, wave, worldOf } from '../npm-projects.ts';

const registry = useRegistry(packages);
/** What is left of it once the compromised versions are frozen. */
const frozen = useRegistry(
  packages.filter(({ name, version }) => !compromisedOf(wave).includes(name, version)),
);

interface Moved {
  /** Entries of the lockfile that are not what they were, by location, as `name@version`; null for what is gone. */
  readonly entries: Readonly<Record<string, string | null>>;
  readonly manifest: Record<string, unknown>;
}

/** Pins main, checks what holds for every pin, and gives what changed. */
async function moved(
  manifest: object,
  lockfileVersion: 1 | 2 | 3 = 3,
  more: Readonly<Record<string, string>> = {},
  inForce: Registry = registry,
): Promise<Moved & { readonly lock: string; readonly diff: string }> {
  const repository = await project(registry, manifest, lockfileVersion, more);
  const world = await worldOf(inForce, [repository.directory]);
  const before = repository.git('status', '--porcelain', '--branch');
  const { change, context } = await pinned(world);
  const branch = context.key;

  expect(repository.git('status', '--porcelain', '--branch')).toBe(before);
  expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  expect(await repositoriesPin.landed(world, change, context)).toBe(true);
  expect(repository.git('log', '-1', '--format=%P %an', branch)).toBe(
    `${repository.git('rev-parse', 'main')} firebreak`,
  );
  expect(repository.git('log', '-1', '--format=%(trailers)', branch)).toContain(
    `Firebreak-Key: ${branch}`,
  );
  const lock = committed(repository, branch, 'package-lock.json');
  expect(lock).not.toContain('127.0.0.1');
  expect(JSON.parse(lock)).toMatchObject({ lockfileVersion });
  return {
    entries: changed(committed(repository, 'main', 'package-lock.json'), lock),
    manifest: JSON.parse(committed(repository, branch, 'package.json')),
    lock,
    diff: repository.git('diff', 'main', branch),
  };
}

/** Compares by bytes: an entry that says the same in other words is a change. */
function changed(before: string, after: string): Moved['entries'] {
  const [old, now] = [entries(before), entries(after)];
  const found: Record<string, string | null> = {};
  for (const key of old.keys()) if (!now.has(key)) found[key] = null;
  for (const [key, text] of now) {
    if (old.get(key) === text) continue;
    const { name, version } = JSON.parse(text) as Record<string, string>;
    found[key] = name === undefined ? (version ?? '') : `${name}@${version ?? ''}`;
  }
  return found;
}

function entries(lock: string): Map<string, string> {
  const document = readJsonText(lock, 'lock');
  const members = (objectAt(document, ['packages']) ?? objectAt(document, ['dependencies']))
    ?.members;
  return new Map(
    (members ?? []).map(({ key, value }) => [
      key,
      value.kind === 'raw' ? value.text : textOf({ ...document, lead: '', root: value, tail: '' }),
    ]),
  );
}

describe('a pin', () => {
  it.each([
    [1, 'open'],
    [2, 'open'],
    [3, 'open'],
    [1, 'frozen'],
    [2, 'frozen'],
    [3, 'frozen'],
  ] as const)(
    'moves what others ask for by an override (lockfileVersion %i, registry %s)',
    async (version, state) => {
      const dependencies = { chart: '^1.0.0', graph: '1.0.0', leaf: '2.0.0', plain: '1.0.0' };
      const result = await moved(
        { dependencies },
        version,
        {},
        state === 'open' ? registry : frozen,
      );
      const { diff, entries: found, lock, manifest } = result;

      expect(manifest['overrides']).toEqual({ '@antv/g2@5.6.8': '5.6.7' });
      expect(manifest['dependencies']).toMatchObject({ chart: '^1.0.0', graph: '1.0.0' });
      const at = version === 1 ? '' : 'node_modules/';
      expect(found).toEqual({
        [`${at}@antv/g2`]: '5.6.7',
        [`${at}only-bad`]: null,
        [`${at}only-good`]: '1.0.0',
      });
      expect(lock).toContain(`"${host}@antv/g2/-/g2-5.6.7.tgz"`);
      expect(lock).toContain(`"${host}only-good/-/only-good-1.0.0.tgz"`);
      expect(diff).not.toMatch(/^[-+].*(?:leaf|plain)-/m);
    },
  );

  it.each(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'])(
    'sets a direct package of %s to the replacement',
    async (field) => {
      const { entries: found, lock, manifest } = await moved({ [field]: { '@antv/g2': '^5.6.0' } });

      expect(manifest).toMatchObject({ [field]: { '@antv/g2': '5.6.7' } });
      expect(manifest).not.toHaveProperty('overrides');
      expect(found).toMatchObject({ 'node_modules/@antv/g2': '5.6.7' });
      expect(JSON.parse(lock)).toMatchObject({
        packages: { '': { [field]: { '@antv/g2': '5.6.7' } } },
      });
    },
  );

  it('does both where it is direct and others ask for it too', async () => {
    const { manifest } = await moved({
      dependencies: { '@antv/g2': '^5.6.0', chart: '1.0.0', plugin: '1.0.0' },
    });

    expect(manifest).toMatchObject({
      dependencies: { '@antv/g2': '5.6.7', chart: '1.0.0' },
      overrides: { '@antv/g2@5.6.8': '5.6.7' },
    });
  });

  it('moves a nested one and leaves the other version at the top', async () => {
    const { entries: found, manifest } = await moved({
      dependencies: { '@antv/g2': '4.2.0', chart: '1.0.0' },
    });

    expect(manifest).toMatchObject({ dependencies: { '@antv/g2': '4.2.0' } });
    expect(found).toEqual({
      'node_modules/chart/node_modules/@antv/g2': '5.6.7',
      'node_modules/only-bad': null,
      'node_modules/only-good': '1.0.0',
    });
  });

  it.each([1, 2, 3] as const)(
    'moves an alias under its own name (lockfileVersion %i)',
    async (version) => {
      const { lock, manifest } = await moved(
        { dependencies: { chart: '1.0.0', charts: 'npm:@antv/g2@^5.6.0', wrap: '1.0.0' } },
        version,
      );

      expect(manifest).toMatchObject({
        dependencies: { charts: 'npm:@antv/g2@5.6.7', wrap: '1.0.0' },
        overrides: { '@antv/g2@5.6.8': '5.6.7', 'painter@5.6.8': 'npm:@antv/g2@5.6.7' },
      });
      expect(lock).not.toContain('5.6.8');
    },
  );

  it('moves several at once, each to its own replacement', async () => {
    const { entries: found, manifest } = await moved({
      dependencies: { chart: '1.0.0', 'size-sensor': '~1.0.2' },
    });

    expect(manifest).toMatchObject({
      dependencies: { 'size-sensor': '1.0.3' },
      overrides: { '@antv/g2@5.6.8': '5.6.7' },
    });
    expect(found).toMatchObject({
      'node_modules/@antv/g2': '5.6.7',
      'node_modules/size-sensor': '1.0.3',
    });
  });

  it('takes a prerelease for a prerelease', async () => {
    const { manifest } = await moved({ dependencies: { early: '^2.0.0-beta.0' } });

    expect(manifest).toMatchObject({ dependencies: { early: '2.0.0-beta.1' } });
  });

  it('sets a range of a workspace member in its own manifest', async () => {
    const member = { name: 'ui', version: '1.0.0', dependencies: { '@antv/g2': '^5.6.0' } };
    const { diff, lock, manifest } = await moved(
      { workspaces: ['packages/*'], dependencies: { chart: '1.0.0' } },
      3,
      { 'packages/ui/package.json': `${JSON.stringify(member, null, 4)}\n` },
    );

    expect(manifest).toMatchObject({ overrides: { '@antv/g2@5.6.8': '5.6.7' } });
    expect(diff).toContain('+        "@antv/g2": "5.6.7"\n');
    expect(JSON.parse(lock)).toMatchObject({
      packages: {
        'packages/ui': { dependencies: { '@antv/g2': '5.6.7' } },
        'node_modules/@antv/g2': { version: '5.6.7' },
      },
    });
  });

  it('marks what only development needed as needed where it is now', async () => {
    const { lock } = await moved({
      dependencies: { chart: '1.0.0' },
      devDependencies: { other: '1.0.0' },
    });

    const { packages: locked } = JSON.parse(lock) as Record<string, Record<string, object>>;
    expect(locked?.['node_modules/other']).toMatchObject({ dev: true });
    expect(locked?.['node_modules/only-good']).not.toHaveProperty('dev');
  });
});
