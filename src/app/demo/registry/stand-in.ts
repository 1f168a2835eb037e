import { createHash } from 'node:crypto';
import { storedTarball } from './stored-tarball.ts';

/** What a stand-in is made from: the part of a package.json that installing it needs. */
export interface StandInRequest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A harmless package under a real name and version, ready to be served. */
export interface StandIn {
  readonly name: string;
  readonly version: string;
  /** Its package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly tarball: Uint8Array;
  /** `sha512-` and the digest of the tarball in base64, as lockfiles and registries state it. */
  readonly integrity: string;
  /** SHA-1 of the tarball in hexadecimal: yarn 1 puts it into addresses. */
  readonly shasum: string;
}

/**
 * Makes a stand-in: a package of the given name, version and dependencies that does nothing and says so. The same
 * request gives the same bytes on every machine, whatever the order of its keys, so integrity follows from it.
 */
export function standIn(request: StandInRequest): StandIn {
  const { name, version } = request;
  const manifest = {
    name,
    version,
    description: 'A stand-in made by firebreak. It does nothing.',
    license: 'Apache-2.0',
    main: 'index.js',
    ...sorted('dependencies', request.dependencies),
    ...sorted('optionalDependencies', request.optionalDependencies),
    ...sorted('peerDependencies', request.peerDependencies),
  };
  const tarball = storedTarball([
    ['package/package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['package/index.js', "'use strict';\n"],
    [
      'package/README.md',
      `# ${name} ${version}\n\nA stand-in made by firebreak for demonstrations and tests: the name and the version are\nthose of a real package, the content is not. It does nothing.\n`,
    ],
  ]);
  return {
    name,
    version,
    manifest,
    tarball,
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
  };
}

function sorted(
  key: string,
  values: Readonly<Record<string, string>> | undefined,
): Record<string, Record<string, string>> {
  const entries = Object.entries(values ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? {} : { [key]: Object.fromEntries(entries) };
}
