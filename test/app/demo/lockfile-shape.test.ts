import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { loadStandIns } from '../../../src/app/demo/stand-ins.ts';
import { filesBelow, fixturesDir, isLockfile } from './sample.ts';

const Names = z.record(z.string(), z.string()).default({});

/** An entry of an npm lockfile, or its root. */
const Entry = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
});
const Flat = z.looseObject({ packages: z.record(z.string(), Entry) });

const Asked = z.record(z.string(), z.object({ version: z.string() })).default({});
const PnpmDocument = z.looseObject({
  importers: z.record(
    z.string(),
    z.looseObject({
      dependencies: Asked,
      devDependencies: Asked,
      optionalDependencies: Asked,
      packageManagerDependencies: Asked,
    }),
  ),
  packages: z.record(
    z.string(),
    z.looseObject({ resolution: z.object({ integrity: z.string() }) }),
  ),
  snapshots: z.record(
    z.string(),
    z.looseObject({ dependencies: Names, optionalDependencies: Names }),
  ),
});

const Asking = z.looseObject({ dependencies: Names });
/** bun.lock is JSON with trailing commas, and so YAML. */
const BunLock = z.looseObject({
  workspaces: z.record(z.string(), Asking),
  packages: z.record(z.string(), z.tuple([z.string(), z.string(), Asking, z.string()])),
});

/** Lockfiles of the sample that are meant to be whole. */
const whole = filesBelow(fixturesDir).filter(
  (path) => isLockfile(path) && !/4-merge|2-cut-off|bun\.lock$/.test(path),
);

function textOf(path: string): string {
  return readFileSync(join(fixturesDir, path), 'utf8');
}

const standIns = new Map(
  (await loadStandIns(fixturesDir)).map((one) => [`${one.name}@${one.version}`, one]),
);

function integrityOf(name: string, version: string): string | undefined {
  return standIns.get(`${name}@${version}`)?.integrity;
}

function tarballOf(name: string, version: string): string {
  return `https://registry.acme.example/${name}/-/${basename(name)}-${version}.tgz`;
}

it.each(whole.filter((path) => path.endsWith('.json') && !path.startsWith('design-lab')))(
  'has every entry of %s',
  (path) => {
    const { packages } = Flat.parse(JSON.parse(textOf(path)));
    const found = (from: string, name: string): boolean =>
      ancestorsOf(from).some((directory) => `${directory}node_modules/${name}` in packages);

    for (const [key, entry] of Object.entries(packages)) {
      const asked = {
        ...entry.dependencies,
        ...entry.devDependencies,
        ...entry.optionalDependencies,
      };
      expect(Object.keys(asked).filter((name) => !found(key, name))).toEqual([]);
      if (key === '') continue;
      const name =
        entry.name ?? key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
      expect(entry.resolved).toBe(tarballOf(name, entry.version ?? ''));
      expect(entry.integrity).toBe(integrityOf(name, entry.version ?? ''));
    }
  },
);

/** Where npm looks for what an entry asks for: below it, then below each directory above it. */
function ancestorsOf(key: string): string[] {
  const parts = key === '' ? [] : key.split('/node_modules/');
  return ['', ...parts.map((_, index) => `${parts.slice(0, index + 1).join('/node_modules/')}/`)];
}

it.each(whole.filter((path) => path.startsWith('design-lab')))('has every entry of %s', (path) => {
  const Old = z.looseObject({
    dependencies: z.record(
      z.string(),
      z.looseObject({
        version: z.string(),
        integrity: z.string(),
        requires: z.record(z.string(), z.string()).default({}),
      }),
    ),
  });
  const { dependencies } = Old.parse(JSON.parse(textOf(path)));

  for (const [name, { integrity, requires, version }] of Object.entries(dependencies)) {
    expect(integrity).toBe(integrityOf(name, version));
    expect(Object.keys(requires).filter((required) => !(required in dependencies))).toEqual([]);
  }
});

it.each(whole.filter((path) => path.endsWith('pnpm-lock.yaml')))(
  'has every entry of %s',
  (path) => {
    const documents = loadAll(textOf(path)).map((document) => PnpmDocument.parse(document));

    expect(documents).toHaveLength(path.startsWith('fleet-map') ? 2 : 1);
    for (const { importers, packages, snapshots } of documents) {
      const asked = [
        ...Object.values(importers).flatMap((importer) =>
          Object.entries({
            ...importer.dependencies,
            ...importer.devDependencies,
            ...importer.optionalDependencies,
            ...importer.packageManagerDependencies,
          }).map(([name, { version }]) => [name, version]),
        ),
        ...Object.values(snapshots).flatMap(({ dependencies, optionalDependencies }) =>
          Object.entries({ ...dependencies, ...optionalDependencies }),
        ),
      ];
      const missing = asked
        .filter(([, version]) => !version?.startsWith('link:'))
        .map(([name, version]) => `${name}@${version}`)
        .filter((key) => !(key in snapshots));

      expect(missing).toEqual([]);
      expect(
        Object.keys(snapshots).filter((key) => !(key.replace(/\(.*/, '') in packages)),
      ).toEqual([]);
      for (const [key, { resolution }] of Object.entries(packages)) {
        const at = key.lastIndexOf('@');
        expect(resolution.integrity).toBe(integrityOf(key.slice(0, at), key.slice(at + 1)));
      }
    }
  },
);

it.each(whole.filter((path) => path.endsWith('yarn.lock')))('has every entry of %s', (path) => {
  const blocks = textOf(path)
    .split('\n\n')
    .slice(1)
    .map((block) => block.trim().split('\n'));
  const descriptors = new Set(
    blocks.flatMap(([head = '']) => head.slice(0, -1).replaceAll('"', '').split(', ')),
  );

  expect(blocks.length).toBeGreaterThan(4);
  for (const [head = '', ...fields] of blocks) {
    const version = /"(.+)"/.exec(fields[0] ?? '')?.[1] ?? '';
    const asked = head.replaceAll('"', '').split(/[,:]/)[0] ?? '';
    const name = /@npm:(.+)@/.exec(head)?.[1] ?? asked.slice(0, asked.lastIndexOf('@'));
    const needs = fields
      .slice(4)
      .map((field) => field.trim().replaceAll('"', '').replace(' ', '@'));

    const { shasum } = standIns.get(`${name}@${version}`) ?? {};
    expect(fields[1]).toBe(`  resolved "${tarballOf(name, version)}#${shasum}"`);
    expect(fields[2]).toBe(`  integrity ${integrityOf(name, version)}`);
    expect(needs.filter((descriptor) => !descriptors.has(descriptor))).toEqual([]);
  }
});

it.each(filesBelow(fixturesDir).filter((path) => path.endsWith('bun.lock')))(
  'has every entry of %s',
  (path) => {
    const { packages, workspaces } = BunLock.parse(load(textOf(path)));
    const asked = [
      ...Object.values(workspaces),
      ...Object.values(packages).map(([, , one]) => one),
    ];

    expect(
      asked
        .flatMap(({ dependencies }) => Object.keys(dependencies))
        .filter((one) => !(one in packages)),
    ).toEqual([]);
    for (const [key, , , integrity] of Object.values(packages)) {
      const at = key.lastIndexOf('@');
      expect(integrity).toBe(integrityOf(key.slice(0, at), key.slice(at + 1)));
    }
  },
);

it('states no integrity that is not the one of a stand-in, in damaged lockfiles too', () => {
  const known = [...standIns.values()].map(({ integrity }) => integrity);
  const stated = filesBelow(fixturesDir)
    .filter(isLockfile)
    .flatMap((path) => textOf(path).match(/sha512-[A-Za-z0-9+/=]+/g) ?? []);

  expect(stated.length).toBeGreaterThan(500);
  expect(stated.filter((one) => !known.some((full) => full.startsWith(one)))).toEqual([]);
});
