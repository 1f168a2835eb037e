import type { Ecosystem } from '../package/ecosystem.ts';

export interface UnsupportedFormat {
  readonly format: string;
  /** Purl types of the packages such a file may state. */
  readonly ecosystems: readonly Ecosystem[];
  /** Base names. */
  readonly names?: readonly string[];
  /** Ends of paths, where the base name alone says too little. */
  readonly paths?: readonly string[];
  /** Paths that follow a pattern. */
  readonly like?: RegExp;
  /** What such a file states, and so what is missed while nothing reads it. */
  readonly reason: string;
}

/** An SBOM may state packages of any ecosystem that an incident can be about. */
const any: readonly Ecosystem[] = [
  'cargo',
  'composer',
  'conan',
  'gem',
  'golang',
  'hex',
  'maven',
  'npm',
  'nuget',
  'pub',
  'pypi',
  'swift',
];

/**
 * Formats that state packages, resolved or asked for, and have no reader yet, by id. A format that gets a reader leaves
 * this table. yarn.lock of yarn 2 and above is not here: its name is that of version 1, whose reader
 * recognises it by its content and says that it is not read.
 */
export const unsupportedFormats: readonly UnsupportedFormat[] = [
  {
    format: 'bun-lock',
    ecosystems: ['npm'],
    names: ['bun.lock'],
    reason: 'all packages of a project installed with bun 1.2 or above',
  },
  {
    format: 'bun-lockb',
    ecosystems: ['npm'],
    names: ['bun.lockb'],
    reason: 'the same, in the binary form of earlier buns',
  },
  {
    format: 'bundler-lock',
    ecosystems: ['gem'],
    names: ['Gemfile.lock', 'gems.locked'],
    reason: 'all gems of a Bundler project; gems.locked belongs to gems.rb',
  },
  {
    format: 'cargo-lock',
    ecosystems: ['cargo'],
    names: ['Cargo.lock'],
    reason: 'all crates of a workspace',
  },
  {
    format: 'cocoapods-lock',
    ecosystems: ['cocoapods'],
    names: ['Podfile.lock'],
    reason: 'all pods with versions and checksums',
  },
  {
    format: 'composer-installed',
    ecosystems: ['composer'],
    paths: ['vendor/composer/installed.json'],
    reason: 'what Composer installed, which may differ from composer.lock',
  },
  {
    format: 'composer-lock',
    ecosystems: ['composer'],
    names: ['composer.lock'],
    reason: 'all packages with the commit each was taken from',
  },
  {
    format: 'composer-manifest',
    ecosystems: ['composer'],
    names: ['composer.json'],
    reason: 'what composer installs where no lock stands beside it',
  },
  {
    format: 'conan-lock',
    ecosystems: ['conan'],
    names: ['conan.lock'],
    reason: 'references with recipe revisions',
  },
  {
    format: 'conda-environment',
    ecosystems: ['conda', 'pypi'],
    names: ['environment.yml', 'environment.yaml'],
    reason: 'what conda installs, and pip in its name',
  },
  {
    format: 'conda-lock',
    ecosystems: ['conda', 'pypi'],
    names: ['conda-lock.yml', 'pixi.lock'],
    reason: 'conda packages, and PyPI packages beside them',
  },
  {
    format: 'cyclonedx',
    ecosystems: any,
    names: ['bom.json', 'bom.xml', 'cyclonedx.json', 'cyclonedx.xml'],
    like: /[^/]\.cdx\.(?:json|xml)$/,
    reason: 'components by purl (CycloneDX recommends bom.* and *.cdx.*)',
  },
  {
    format: 'deno-lock',
    ecosystems: ['npm'],
    names: ['deno.lock'],
    reason: 'npm packages beside JSR packages and remote modules',
  },
  {
    format: 'go-mod',
    ecosystems: ['golang'],
    names: ['go.mod', 'go.sum', 'go.work.sum'],
    reason: 'required module versions; since Go 1.17 go.mod holds all that are built',
  },
  {
    format: 'gradle-lock',
    ecosystems: ['maven'],
    names: ['gradle.lockfile', 'buildscript-gradle.lockfile', 'settings-gradle.lockfile'],
    // One file per configuration, before Gradle 7.
    like: /(?:^|\/)dependency-locks\/[^/]+\.lockfile$/,
    reason: 'locked coordinates by configuration',
  },
  {
    format: 'gradle-verification-metadata',
    ecosystems: ['maven'],
    paths: ['gradle/verification-metadata.xml'],
    reason: 'checksums of every artefact a build may fetch',
  },
  {
    format: 'hex-lock',
    ecosystems: ['hex'],
    names: ['mix.lock', 'rebar.lock'],
    reason: 'Elixir and Erlang packages with checksums',
  },
  {
    format: 'nuget-assets',
    ecosystems: ['nuget'],
    names: ['project.assets.json'],
    reason: 'what a restore resolved, also without a lockfile',
  },
  {
    format: 'nuget-lock',
    ecosystems: ['nuget'],
    names: ['packages.lock.json'],
    like: /(?:^|\/)packages\.[^/]+\.lock\.json$/,
    reason: 'direct and transitive NuGet packages by framework',
  },
  {
    format: 'nuget-packages-config',
    ecosystems: ['nuget'],
    names: ['packages.config'],
    reason: 'exact versions of projects older than PackageReference',
  },
  {
    format: 'pdm-lock',
    ecosystems: ['pypi'],
    names: ['pdm.lock'],
    reason: 'all packages of a PDM project',
  },
  {
    format: 'pipfile-lock',
    ecosystems: ['pypi'],
    names: ['Pipfile.lock'],
    reason: 'all packages of a Pipenv project by category',
  },
  {
    format: 'pnp-data',
    ecosystems: ['npm'],
    names: ['.pnp.cjs', '.pnp.js', '.pnp.data.json'],
    reason: 'what yarn made loadable: packages with their virtual instances',
  },
  {
    format: 'poetry-lock',
    ecosystems: ['pypi'],
    names: ['poetry.lock'],
    reason: 'all packages of a Poetry project by group',
  },
  {
    format: 'pub-lock',
    ecosystems: ['pub'],
    names: ['pubspec.lock'],
    reason: 'all Dart packages with digests',
  },
  {
    format: 'pylock',
    ecosystems: ['pypi'],
    names: ['pylock.toml'],
    like: /(?:^|\/)pylock\.[^./]+\.toml$/,
    reason: 'the common lockfile of Python tools (PEP 751)',
  },
  {
    format: 'python-manifest',
    ecosystems: ['pypi'],
    names: ['pyproject.toml', 'setup.py', 'setup.cfg', 'Pipfile'],
    reason: 'what pip and its kin install where no lock stands beside it',
  },
  {
    format: 'requirements',
    ecosystems: ['pypi'],
    // A directory of the name holds them by purpose: requirements/base.txt.
    like: /requirements[^/]*\.txt$|(?:^|\/)requirements\/[^/]+\.txt$/i,
    reason: 'pinned lines are a lock, with hashes a strict one',
  },
  {
    format: 'spdx',
    ecosystems: any,
    names: ['spdx.json', 'manifest.spdx.json'],
    like: /[^/]\.spdx(?:\.(?:json|rdf|xml|ya?ml))?$/,
    reason: 'packages by external reference (SPDX 2.3, clause 4)',
  },
  {
    format: 'swift-resolved',
    ecosystems: ['swift'],
    names: ['Package.resolved'],
    reason: 'pinned revisions of Swift packages',
  },
  {
    format: 'uv-lock',
    ecosystems: ['pypi'],
    names: ['uv.lock'],
    like: /[^/]\.py\.lock$/,
    reason: 'all packages of a uv project, and of single scripts (*.py.lock)',
  },
  {
    format: 'vcpkg',
    ecosystems: ['vcpkg'],
    names: ['vcpkg-lock.json', 'vcpkg.json', 'vcpkg-configuration.json'],
    reason: 'registry baselines, which together with the ports fix every version',
  },
  {
    format: 'yarn-state',
    ecosystems: ['npm'],
    paths: ['node_modules/.yarn-state.yml'],
    reason: 'what yarn 2 or above installed into node_modules',
  },
];
