import { basename } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { z } from 'zod';
import { Problems } from '../../lockfile/reading/problems.ts';
import { readBlocks } from '../../lockfile/yarn-lock/classic/blocks.ts';
import { packageOf } from '../../lockfile/yarn-lock/classic/identity.ts';

/** A package with what it asks for, as far as a lockfile states that. */
export interface StatedPackage {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  /** Null where the format never states any. */
  readonly peerDependencies: Readonly<Record<string, string>> | null;
}

const Ranges = z.record(z.string(), z.string()).default({});
const Section = { dependencies: Ranges, optionalDependencies: Ranges };

const NpmLock = z.object({
  packages: z
    .record(
      z.string(),
      z.object({
        name: z.string().optional(),
        version: z.string().default(''),
        peerDependencies: Ranges,
        ...Section,
      }),
    )
    .optional(),
  /** Of lockfile version 1, where nothing is nested in the sample. */
  dependencies: z
    .record(z.string(), z.object({ version: z.string(), requires: Ranges }))
    .default({}),
});

const PnpmDocument = z.object({
  packages: z.record(z.string(), z.object({ peerDependencies: Ranges })),
  snapshots: z.record(z.string(), z.object(Section)),
});

const BunLock = z.object({
  packages: z.record(
    z.string(),
    z.tuple([
      z.string(),
      z.string(),
      z.object({ peerDependencies: Ranges, ...Section }),
      z.string(),
    ]),
  ),
});

/** Lockfile formats, the one that says most of a package first. */
export const formatsByDetail = ['npm', 'bun', 'yarn', 'npm 1', 'pnpm'] as const;

/** What a lockfile of the sample states, and the format it is in. Throws where it is damaged. */
export function statedPackages(
  path: string,
  text: string,
): { readonly format: (typeof formatsByDetail)[number]; readonly packages: StatedPackage[] } {
  const name = basename(path);
  if (name === 'yarn.lock') return { format: 'yarn', packages: inYarnLock(text) };
  if (name === 'pnpm-lock.yaml') return { format: 'pnpm', packages: inPnpmLock(text) };
  if (name === 'bun.lock') return { format: 'bun', packages: inBunLock(text) };
  const { dependencies, packages } = NpmLock.parse(JSON.parse(text));
  if (packages === undefined) return { format: 'npm 1', packages: inOldNpmLock(dependencies) };
  return {
    format: 'npm',
    packages: Object.entries(packages)
      .filter(([key]) => key !== '')
      .map(([key, { name: real, ...entry }]) => ({
        ...entry,
        name: real ?? key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length),
      })),
  };
}

function inOldNpmLock(entries: z.infer<typeof NpmLock>['dependencies']): StatedPackage[] {
  return Object.entries(entries).map(([name, { requires, version }]) => ({
    name,
    version,
    dependencies: requires,
    optionalDependencies: {},
    peerDependencies: null,
  }));
}

function inYarnLock(text: string): StatedPackage[] {
  const problems = new Problems();
  return readBlocks(text, problems).flatMap((block) => {
    const found = packageOf(block, problems);
    if (found === null) return [];
    function asked(optional: boolean): Record<string, string> {
      const needs = block.needs.filter((need) => need.optional === optional);
      return Object.fromEntries(needs.map(({ alias, range }) => [alias, range]));
    }
    return {
      name: found.name,
      version: found.version,
      dependencies: asked(false),
      optionalDependencies: asked(true),
      peerDependencies: null,
    };
  });
}

/** pnpm states which versions were chosen, not the ranges they were chosen from. */
function inPnpmLock(text: string): StatedPackage[] {
  return loadAll(text).flatMap((document) => {
    const { packages, snapshots } = PnpmDocument.parse(document);
    return Object.entries(snapshots).map(([key, { dependencies, optionalDependencies }]) => {
      const plain = withoutPeers(key);
      const peerDependencies = packages[plain]?.peerDependencies ?? {};
      function ranges(chosen: Readonly<Record<string, string>>): Record<string, string> {
        const own = Object.entries(chosen).filter(([name]) => !(name in peerDependencies));
        return Object.fromEntries(
          own.map(([name, version]) => [name, `^${withoutPeers(version)}`]),
        );
      }
      return {
        ...coordinates(plain),
        dependencies: ranges(dependencies),
        optionalDependencies: ranges(optionalDependencies),
        peerDependencies,
      };
    });
  });
}

/** `echarts-for-react@3.0.2(react@18.3.1)` without what stands in brackets: the peers it was installed with. */
function withoutPeers(key: string): string {
  return key.replace(/\(.*$/, '');
}

/** bun.lock is JSON with trailing commas, and so YAML. */
function inBunLock(text: string): StatedPackage[] {
  const { packages } = BunLock.parse(load(text));
  return Object.values(packages).map(([key, , asked]) => ({ ...coordinates(key), ...asked }));
}

function coordinates(key: string): { name: string; version: string } {
  const at = key.lastIndexOf('@');
  return { name: key.slice(0, at), version: key.slice(at + 1) };
}
