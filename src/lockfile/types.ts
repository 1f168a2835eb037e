import type { Ecosystem } from '../package/ecosystem.ts';
import type { CoordinateHashes } from './coordinate-hash.ts';
import type { StatementTable } from './statements.ts';

/** Where a package is taken from, told by the shape of what the file says, never by a host. */
export type PackageSource = 'registry' | 'git' | 'tarball' | 'file' | 'workspace';

/** Strongest reason for which a package is there, `prod` first. `unknown` where nothing tells. */
export type Scope = 'prod' | 'peer' | 'optional' | 'dev' | 'unknown';

/** What the file itself, or its graph, says of an entry. */
export type Mark = 'bundled' | 'config' | 'dev' | 'optional' | 'peer';

/** How one package asks for another. */
export type DependencyKind = 'prod' | 'peer' | 'optional' | 'dev';

/** One entry of a lockfile: a package at a place in the tree the file describes. */
export interface LockedPackage {
  /** The entry's own key in the file (`node_modules/a/node_modules/b`, `chalk@^5.0.0`, `axios@1.14.1`). */
  readonly key: string;
  readonly ecosystem: Ecosystem;
  /** The real name, an alias resolved. */
  readonly name: string;
  /** As the file states it; `''` where it states none (a workspace member without a version). */
  readonly version: string;
  readonly source: PackageSource;
  /** The URL or path the file gives, verbatim. */
  readonly resolved: string | null;
  /** The full commit its files are taken from: that of a git source, or the reference Composer states beside an archive. */
  readonly commit: string | null;
  /** Subresource integrity (`sha512-…`), or `sha1-…` made from a bare SHA-1 where the file has only that. */
  readonly integrity: string | null;
  readonly marks: readonly Mark[];
  /** The scope as the file flags it; null where it follows from the graph alone. */
  readonly scope: Scope | null;
}

/** Something that asks for packages by itself: a workspace member, or the project. */
export interface Importer {
  /** Directory relative to the lockfile's own, `.` for that directory. */
  readonly path: string;
  readonly name: string | null;
  readonly dependencies: readonly Dependency[];
}

export interface Dependency {
  /** The name it is asked for under: an alias where one is used. */
  readonly alias: string;
  readonly range: string | null;
  readonly kind: DependencyKind;
  /** Index into the document's packages; null where the file has no such entry. */
  readonly to: number | null;
}

/** `from` and `to` are indexes into the document's packages. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly kind: DependencyKind;
}

/** What is asked for and answered by no entry: only its registry can tell which version that would have been. */
export interface OpenRequest {
  readonly ecosystem: Ecosystem;
  /** The real name, an alias resolved. */
  readonly name: string;
  /** In the ecosystem's own syntax; null where every version would do. */
  readonly range: string | null;
  readonly kind: DependencyKind;
  /** 1-based; 0 where it was not found. */
  readonly line: number;
  /** The command that asks for it. Absent where a manifest does. */
  readonly launch?: Launch;
}

/** A command that installs what it names. */
export interface Launch {
  /** Whose settings and ways of choosing apply. */
  readonly client: 'bun' | 'composer' | 'deno' | 'npm' | 'pip' | 'pnpm' | 'poetry' | 'uv' | 'yarn';
  /** As a person says it (`npx`, `npm install -g`). */
  readonly command: string;
  /** Whether it runs what is installed already, and asks the registry only where nothing is. */
  readonly installedFirst: boolean;
  /**
   * That it installs what a project asks for, so that what the project overrides holds: the one in whose directory it
   * begins, or one below. Absent where it installs what it names.
   */
  readonly project?: 'here' | 'below';
}

/** A command that installs a whole project, other than as its lockfile says. */
export interface ProjectInstall {
  readonly client: Launch['client'];
  readonly command: string;
  /** `moves`: the lockfile is obeyed where it fits the manifest, and changed where not; `ignores`: it has no say. */
  readonly lockfile: 'moves' | 'ignores';
  /** What alone it takes anew, by name; none for all that the project asks for. */
  readonly names: readonly string[];
  /** Whether it takes the latest of what is asked for, whatever range the project states. */
  readonly latest: boolean;
  /** 1-based. */
  readonly line: number;
}

export interface Graph {
  /** `unknown` where neither the file nor its companions name any. */
  readonly importers: readonly Importer[] | 'unknown';
  readonly edges: readonly Edge[];
}

/** One self-contained statement of packages. Most files hold one; pnpm's may hold an environment and a project. */
export interface LockDocument {
  readonly label: 'project' | 'environment' | 'ours' | 'theirs';
  readonly packages: readonly LockedPackage[];
  /**
   * Hashes of all its packages' coordinates, where these are known without building them: a document
   * that has them holds no package whose hash is not among them.
   */
  readonly hashes?: CoordinateHashes;
  /**
   * All its packages as statements, without key, marks and scope, where these are known without building them: what
   * states nothing that is sought need not be built.
   */
  readonly statements?: { readonly table: StatementTable; readonly ids: Uint32Array };
  /** What the document asks for without saying which version it got. Absent where it always says so. */
  readonly requests?: readonly OpenRequest[];
  /** Installs of whole projects that a launcher starts. Absent in what is none. */
  readonly installs?: readonly ProjectInstall[];
  /**
   * Directories, relative to the lockfile's own, whose manifests this document answers for.
   * `unknown` where it cannot tell.
   */
  readonly covers: readonly string[] | 'unknown';
  /** Importers and edges: built when asked for, because only a package that was hit needs them. */
  graph(): Graph;
  /** 1-based line on which each package's entry stands, by package index; 0 where it was not found. Built when asked for. */
  lines(): readonly number[];
}

export type LockProblemCode =
  | 'CONFLICT_MARKERS'
  | 'DEPENDENCIES_UNSTATED'
  | 'ENTRY_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FORMAT_VERSION_UNSUPPORTED'
  | 'NOT_TEXT'
  | 'REFERENCE_MISSING'
  | 'SYNTAX';

/** Something in a file that could not be read, beside what could. */
export interface LockProblem {
  readonly code: LockProblemCode;
  readonly message: string;
  /** 1-based; null where the problem has no one place. */
  readonly line: number | null;
}

/** All that one file says. Partial results are normal; a problem means that packages may be missing. */
export interface Reading {
  /** As the file states it (`3`, `9.0`), `''` where it states none. */
  readonly formatVersion: string;
  /** Whether the file records what should be installed or what was, or is what is kept to be installed. */
  readonly describes: 'resolution' | 'installation' | 'storage';
  readonly documents: readonly LockDocument[];
  readonly problems: readonly LockProblem[];
}

/** Files around the lockfile, already in memory. Paths are relative to the lockfile's own directory, with `/`. */
export interface Neighbours {
  /** Paths of the companions that are there: files whose base name the reader lists in `companions`. */
  readonly paths: readonly string[];
  /** The bytes of one of them, or null. What is asked for becomes part of the artefact's identity. */
  bytes(path: string): Uint8Array | null;
}

export interface ReadInput {
  /** The file's path within its target, with `/`. */
  readonly path: string;
  readonly neighbours: Neighbours;
}

/** What a format, as its reader reads it, can show and what it cannot. Held against its controls by the tests. */
export interface Sight {
  /** Versions of the format that are read, as files state them, oldest first; `''` where files state none. */
  readonly versions: readonly string[];
  /** Whether it says what asks for what. `some`: where the tool that wrote the file put it in. */
  readonly edges: 'all' | 'some' | 'none';
  /** Where it is known from what the project itself asks for. */
  readonly importers: 'file' | 'companion' | 'none';
  /** How packages for development alone are told: marked by the file, derived from the graph, or not at all. */
  readonly dev: 'file' | 'graph' | 'none';
  /** `artefact`: hashes of what registries serve; `own`: of something else, which compares with no list. */
  readonly integrity: 'artefact' | 'own' | 'none';
  /** What it cannot show, one sentence each, for the person who must decide whether clear means clear. */
  readonly blind: readonly string[];
}

/** A small whole file with a plant in it, which the reader must find: its positive control. */
export interface Control {
  /** What is particular to it (`version 5.4`). */
  readonly title: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Files beside it, by path relative to its directory. */
  readonly companions: Readonly<Record<string, string>>;
  /** Stated by the file once, and reached by a path of at least one package from an importer where the format has both. */
  readonly plant: {
    readonly ecosystem: Ecosystem;
    readonly name: string;
    readonly version: string;
  };
}

/**
 * A lockfile format. Readers are pure, never throw on bad input, and consult companions
 * during `read` itself, never later from `graph` or `lines`.
 */
export interface LockfileReader {
  /** Stable identifier, part of every piece of evidence (`npm-lock`). */
  readonly id: string;
  /** Rises when the same bytes would read differently. */
  readonly version: number;
  /**
   * A `manifest` says what is asked for, and counts only where no lockfile answers for its directory. A `launcher` holds
   * commands that install packages past any lockfile, and counts always. An `archive` is a package itself, and answers for
   * nothing.
   */
  readonly kind: 'archive' | 'lockfile' | 'manifest' | 'launcher';
  readonly ecosystems: readonly Ecosystem[];
  /** Base names of neighbouring files that `read` may consult; `*.txt` stands for every name with that end. */
  readonly companions: readonly string[];
  readonly sees: Sight;
  /** At least one for every shape of file that is read by code of its own. Built when asked for. */
  controls(): readonly Control[];
  /** Whether a path within a target is a file of this format. Looks at the path alone. */
  matches(path: string): boolean;
  read(bytes: Uint8Array, input: ReadInput): Reading;
}
