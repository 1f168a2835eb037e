import { Problems } from '../reading/problems.ts';
import { nothingLate, parseToml } from '../reading/toml.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

/** The line that begins the archives of all packages, as Poetry wrote them below version 2.0 and PDM below 4.4. */
export const archivesHead = /^\[metadata\.files\]\n+$/;

/** The archives under one key there. */
export interface OldArchives {
  /** By which packages find them, as the file writes it. */
  readonly key: string;
  /** File names or URLs. */
  readonly files: readonly string[];
}

/** Reads the list under one key of `[metadata.files]`; null for anything else, such as a table or a key with dots. */
export function oldArchives(block: string): OldArchives | null {
  const problems = new Problems();
  const tree = parseToml(block, problems, nothingLate);
  const [first, ...more] = Object.entries(tree);
  if (problems.all().length > 0 || first === undefined || more.length > 0) return null;
  const [key, list] = first;
  if (!Array.isArray(list) || block.startsWith('[')) return null;
  const files: string[] = [];
  for (const item of list as readonly unknown[]) {
    const file = isRecord(item) ? (textOf(own(item, 'file')) ?? textOf(own(item, 'url'))) : null;
    if (file === null) return null;
    files.push(file);
  }
  return { key, files };
}

/** A file in which one package, in these versions, has these archives. */
export function withArchives(
  name: string,
  versions: readonly string[],
  metadata: string,
  block: string,
): string {
  const tables = versions.map(
    (version) =>
      `[[package]]\nname = ${JSON.stringify(name)}\nversion = ${JSON.stringify(version)}\n\n`,
  );
  return `${tables.join('')}[metadata]\n${metadata}\n[metadata.files]\n${block}`;
}
