import type { Ecosystem } from '../package/ecosystem.ts';
import { anyEcosystem } from './reading/any-ecosystem.ts';

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

/**
 * Formats that state packages, resolved or asked for, and have no reader yet, by id. A format that gets a reader leaves
 * this table.
 */
export const unsupportedFormats: readonly UnsupportedFormat[] = [
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
    format: 'cyclonedx-xml',
    ecosystems: anyEcosystem,
    names: ['bom.xml', 'cyclonedx.xml'],
    like: /[^/]\.cdx\.xml$/,
    reason: 'components by purl, in the XML form of CycloneDX',
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
    format: 'pnp-data',
    ecosystems: ['npm'],
    names: ['.pnp.cjs', '.pnp.js', '.pnp.data.json'],
    reason: 'what yarn made loadable: packages with their virtual instances',
  },
  {
    format: 'pub-lock',
    ecosystems: ['pub'],
    names: ['pubspec.lock'],
    reason: 'all Dart packages with digests',
  },
  {
    format: 'spdx-other',
    ecosystems: anyEcosystem,
    like: /[^/]\.spdx(?:\.(?:rdf|xml|ya?ml))?$/,
    reason: 'packages by external reference, in a form of SPDX other than JSON',
  },
  {
    format: 'swift-resolved',
    ecosystems: ['swift'],
    names: ['Package.resolved'],
    reason: 'pinned revisions of Swift packages',
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
