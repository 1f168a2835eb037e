import type { CoordinateHashes } from '../coordinate-hash.ts';
import { kind, type LineTape, type ScannedLine } from '../reading/line-tape.ts';
import type { KeyStyle } from './dep-path.ts';
import { ScannedPackages } from './scan-packages.ts';
import { ScannedProjects } from './scan-projects.ts';
import { ScannedReferences } from './scan-references.ts';
import { role, sectionRoles, projectRoles } from './scan-roles.ts';
import type { KeySet } from './scan-set.ts';

/** Takes in, line by line, what a document says. */
export class ScannedMeaning {
  readonly #bytes: Uint8Array;
  readonly #set: KeySet;
  readonly #isJoined: boolean;
  readonly #references: ScannedReferences;
  readonly #projects: ScannedProjects;
  readonly #packages: ScannedPackages;
  #containers = 0;
  #hasImporters = false;
  #hasProject = false;

  constructor(tape: LineTape, set: KeySet, keys: KeyStyle) {
    const { bytes } = tape;
    this.#bytes = bytes;
    this.#isJoined = keys === 'at';
    this.#references = new ScannedReferences(tape, keys);
    this.#projects = new ScannedProjects(bytes, set, this.#references, () => this.newContainer());
    this.#packages = new ScannedPackages(tape, set, keys);
    this.#set = set;
  }

  /** A number for a mapping that no other has. */
  newContainer(): number {
    this.#containers += 1;
    return this.#containers;
  }

  /** Takes in a line with a key of this role and gives the role of what is below it; -1 for all that needs a closer look. */
  read(is: number, line: ScannedLine): number {
    switch (is) {
      case role.references:
        return line.kind === kind.scalar && this.#references.add(line, line) ? role.ignored : -1;
      case role.entry:
        return this.#packages.readEntry(line);
      case role.packages:
        return this.#packages.readKey(line);
      case role.snapshot:
        return this.#packages.readSnapshot(line);
      case role.snapshots:
        return this.#packages.readSnapshotKey(line);
      case role.answer:
        return this.#projects.readAnswer(line);
      case role.asked:
        return this.#projects.readAsked(line);
      case role.specifiers:
        return this.#projects.readSpecifier(line);
      case role.project:
        return this.#projects.readSection(this.#textOf(line), line);
      case role.importers:
        return this.#readImporter(line);
      case role.root:
        return this.#readRoot(line);
      default:
        return role.ignored;
    }
  }

  /** All that was told; null where something is missing. */
  result(): { hashes: CoordinateHashes; covers: readonly string[] } | null {
    const packages = this.#packages;
    const projects = this.#projects;
    const { covers } = projects;
    if (!projects.isDone() || !packages.isDone()) return null;
    if (this.#hasImporters === this.#hasProject) return null;
    if (!this.#references.allLeadTo(this.#set, packages.targets)) return null;
    const names = Int32Array.from(packages.names.concat(this.#references.linked));
    return { hashes: { names, pairs: Int32Array.from(packages.pairs) }, covers };
  }

  #readImporter(line: ScannedLine): number {
    if (line.kind !== kind.open && line.kind !== kind.empty) return -1;
    return this.#projects.open(this.#textOf(line)) ? role.project : -1;
  }

  #readRoot(line: ScannedLine): number {
    const name = this.#textOf(line);
    const below = sectionRoles.get(name);
    if (below === undefined || below === role.ignored) return below ?? -1;
    if (projectRoles.has(name)) return this.#readOwnSection(name, line);
    if (line.kind !== kind.open) return -1;
    // The mapping that follows gets the next container.
    const next = this.#containers + 1;
    if (below === role.importers) this.#hasImporters = true;
    else if (below === role.packages) this.#packages.container = next;
    else if (this.#isJoined) this.#packages.snapshots = next;
    else return -1;
    return below;
  }

  /** Of the one project of a file without importers. */
  #readOwnSection(name: string, line: ScannedLine): number {
    if (this.#isJoined) return -1;
    if (!this.#hasProject && !this.#projects.open('.')) return -1;
    this.#hasProject = true;
    return this.#projects.readSection(name, line);
  }

  #textOf({ key, keyEnd }: ScannedLine): string {
    const { buffer, byteOffset } = this.#bytes;
    return Buffer.from(buffer, byteOffset + key, keyEnd - key).toString('utf8');
  }
}
