import type { OpenRequest } from '../types.ts';
import { joinPath } from '../reading/path.ts';
import { distinctKeys } from '../reading/json-distinct.ts';
import { createMemberScan } from '../reading/json-members.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { specifierOf } from './ids.ts';
import { areInstalled, areSpecified } from './scan-answers.ts';
import { scanSection } from './scan-ids.ts';
import { gatherOpen, scanSpecifiers, type Specifiers } from './scan-specifiers.ts';

const root = 0;

const ofRoot = ['version', 'workspace', 'packages', 'npm', 'jsr', 'specifiers'].map(wordOf);
const ofPackages = ['npm', 'jsr', 'specifiers'].map(wordOf);
const ofAsker = ['dependencies', 'packageJson', 'members', 'links', 'patches'].map(wordOf);
const ofManifest = ['dependencies'].map(wordOf);

const stringSign = 0x22;

/**
 * Reads a lockfile from its tape. Null wherever anything is out of the ordinary (escapes, a key that stands twice, linked
 * packages, tarballs at an address of their own, packages that ask for what is not there): such a file is read the slow
 * way, which says what is wrong with it.
 */
export function scanLock(tape: JsonTape): ScannedDocument | null {
  const own = createMemberScan(tape, ofRoot);
  if (!tape.isObject(root) || !own.look(root)) return null;
  const [version = -1, workspace = -1, packages = -1, ...latest] = own.found;
  if (version === -1 || tape.sign(version) !== stringSign) return null;
  const formatVersion = tape.text(version);
  if (!/^[345]$/.test(formatVersion)) return null;
  const isOld = formatVersion === '3';
  // Sections that have no place in the version are not read.
  if (isOld ? latest.some((node) => node !== -1) : packages !== -1) return null;
  const sections = isOld ? sectionsIn(tape, packages) : latest;
  if (sections === null) return null;
  const [npmNode = -1, jsrNode = -1, specifiersNode = -1] = sections;
  const npm = scanSection(tape, npmNode);
  const jsr = npm === null ? null : scanSection(tape, jsrNode);
  if (npm === null || jsr === null) return null;
  const specifiers = scanSpecifiers(tape, specifiersNode, formatVersion, npm, jsr);
  if (specifiers === null) return null;
  const isWhole = areInstalled(tape, npm) && areSpecified(tape, jsr, specifiers);
  const found = isWhole ? scanWorkspace(tape, workspace, specifiers) : null;
  if (found === null) return null;
  const names = new Int32Array([...npm.names, ...jsr.names]);
  const pairs = new Int32Array([...npm.pairs, ...jsr.pairs]);
  const requests = requestsOf(tape, found.open);
  return {
    formatVersion,
    hashes: { names, pairs },
    covers: ['.', ...found.members],
    ...(requests.length === 0 ? {} : { requests }),
  };
}

function sectionsIn(tape: JsonTape, packages: number): readonly number[] | null {
  if (packages === -1 || !tape.isObject(packages)) return null;
  const members = createMemberScan(tape, ofPackages);
  return members.look(packages) ? [...members.found] : null;
}

interface ScannedWorkspace {
  readonly members: readonly string[];
  /** Texts of what is asked for and has no answer. */
  readonly open: readonly number[];
}

/** What the project and its members ask for; null where that must be looked at more closely. */
function scanWorkspace(
  tape: JsonTape,
  workspace: number,
  specifiers: Specifiers,
): ScannedWorkspace | null {
  if (workspace === -1) return { members: [], open: [] };
  const asker = createMemberScan(tape, ofAsker);
  const manifest = createMemberScan(tape, ofManifest);
  const open: number[] = [];
  if (!isRead(workspace)) return null;
  const [, , members = -1, links, patches] = asker.found;
  if (links !== -1 || patches !== -1) return null;
  const paths = members === -1 ? [] : distinctKeys(tape, members);
  if (paths === null || !paths.every((path) => isRead(valueOf(path)))) return null;
  return { members: paths.map((path) => joinPath('.', tape.text(path))), open };

  function isRead(object: number): boolean {
    if (!tape.isObject(object) || !asker.look(object)) return false;
    const dependencies = asker.found[0] as number;
    const packageJson = asker.found[1] as number;
    if (dependencies !== -1 && !gatherOpen(tape, dependencies, specifiers, open)) return false;
    if (packageJson === -1) return true;
    if (!tape.isObject(packageJson) || !manifest.look(packageJson)) return false;
    const asked = manifest.found[0] as number;
    return asked === -1 || gatherOpen(tape, asked, specifiers, open);
  }
}

/** As `parse` has them: what the workspace lists and no specifier answers was never used. */
function requestsOf(tape: JsonTape, open: readonly number[]): OpenRequest[] {
  const asked = new Set(open.map((text) => tape.text(text)));
  return [...asked].flatMap((text): OpenRequest[] => {
    const specifier = specifierOf(text);
    if (specifier === null) return [];
    const { name, range, section: ecosystem } = specifier;
    return [{ ecosystem, name, range, kind: 'prod', line: 0 }];
  });
}
