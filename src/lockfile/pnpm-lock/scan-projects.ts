import { kind, type ScannedLine } from '../reading/line-tape.ts';
import { joinPath } from '../reading/path.ts';
import { startsWith, type ScannedReferences } from './scan-references.ts';
import { projectRoles, role } from './scan-roles.ts';
import type { KeySet } from './scan-set.ts';

const version = Buffer.from('version');

/** Takes in what the importers of one document ask for. What `read` gives is the role of what is below, or -1. */
export class ScannedProjects {
  readonly covers: string[] = [];
  readonly #bytes: Uint8Array;
  readonly #set: KeySet;
  readonly #references: ScannedReferences;
  readonly #newContainer: () => number;
  /** Of all aliases the importer asks for, and of those it has ranges for; 0 where it has none. */
  #asked = 0;
  #specified = 0;
  /** How many ranges no section has answered. */
  #unanswered = 0;
  readonly #alias = { key: 0, keyEnd: 0, hash: 0 };
  #lacksVersion = false;

  constructor(
    bytes: Uint8Array,
    set: KeySet,
    references: ScannedReferences,
    newContainer: () => number,
  ) {
    this.#bytes = bytes;
    this.#set = set;
    this.#references = references;
    this.#newContainer = newContainer;
  }

  /** Whether nothing of the importer, or of the dependency, that was read last is missing. */
  isDone(): boolean {
    return this.#unanswered === 0 && !this.#lacksVersion;
  }

  open(path: string): boolean {
    if (!this.isDone()) return false;
    this.covers.push(joinPath('.', path));
    this.#asked = this.#newContainer();
    this.#specified = 0;
    return true;
  }

  readSection(name: string, line: ScannedLine): number {
    const below = projectRoles.get(name);
    if (below === undefined || this.#lacksVersion) return -1;
    if (below === role.ignored) return below;
    if (below === role.asked) return line.kind === kind.open ? below : -1;
    if (line.kind === kind.empty) return role.ignored;
    // The mapping that follows gets the next container.
    this.#specified = this.#newContainer() + 1;
    return line.kind === kind.open ? below : -1;
  }

  readSpecifier({ hash, kind: is }: ScannedLine): number {
    if ((is !== kind.scalar && is !== kind.escaped) || !this.#set.add(this.#specified, hash))
      return -1;
    this.#unanswered += 1;
    return role.ignored;
  }

  readAsked(line: ScannedLine): number {
    if (this.#lacksVersion || !this.#set.add(this.#asked, line.hash)) return -1;
    if (this.#specified !== 0 && this.#set.find(this.#specified, line.hash) !== -1)
      this.#unanswered -= 1;
    if (line.kind === kind.scalar) return this.#references.add(line, line) ? role.ignored : -1;
    if (line.kind !== kind.open) return -1;
    this.#alias.key = line.key;
    this.#alias.keyEnd = line.keyEnd;
    this.#alias.hash = line.hash;
    this.#lacksVersion = true;
    return role.answer;
  }

  readAnswer(line: ScannedLine): number {
    if (line.keyEnd - line.key !== 7 || !startsWith(this.#bytes, line.key, version))
      return role.ignored;
    if (line.kind !== kind.scalar || !this.#references.add(this.#alias, line)) return -1;
    this.#lacksVersion = false;
    return role.ignored;
  }
}
