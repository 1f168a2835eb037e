import type { ParseContext } from '../reading/format.ts';
import { directoryOf, joinPath } from '../reading/path.ts';
import { Problems, quoted } from '../reading/problems.ts';
import { decodeText } from '../reading/text.ts';
import { logicalLines } from './logical-lines.ts';
import { readLine, type RequirementLine } from './line.ts';

export type Requirement = Extract<RequirementLine, { says: 'requirement' }>;

/** A requirement with the line of the file itself on which it, or what includes it, stands. */
export interface Placed {
  readonly requirement: Requirement;
  readonly line: number;
}

/** What a requirements file says, together with the files it includes. */
export interface Requirements {
  readonly asked: readonly Placed[];
  /** These install nothing, and hold for what is asked for. */
  readonly constraints: readonly Placed[];
  readonly hashesRequired: boolean;
}

/** Files that one file may include, one through another. */
const mostFiles = 200;

interface Open {
  /** Relative to the directory of the file itself; null for that file. */
  readonly path: string | null;
  readonly text: string;
  readonly constrains: boolean;
  /** Line of the file itself. */
  readonly line: number | null;
}

/**
 * Reads a file and what it includes (`-r`, `-c`), each file once as either. A file that is read by itself as well, by
 * its name, is not read here, and must be there; constraints are read wherever they stand.
 */
export function readRequirements(
  text: string,
  isOwnArtefact: (path: string) => boolean,
  context: ParseContext,
): Requirements {
  const { problems } = context;
  const asked: Placed[] = [];
  const constraints: Placed[] = [];
  const seen = new Set<string>();
  let hashesRequired = false;
  const open: Open[] = [{ path: null, text, constrains: false, line: null }];
  for (const file of open) {
    const base = file.path === null ? '.' : directoryOf(file.path);
    const { lines, unfinished } = logicalLines(file.text);
    if (unfinished !== null)
      say(file, 'SYNTAX', 'a line goes on beyond the end', unfinished, problems);
    for (const { line, text: stated } of lines) {
      const read = readLine(stated);
      const at = file.line ?? line;
      if (read.says === 'unreadable')
        say(file, 'ENTRY_UNREADABLE', `${quoted(stated)} ${read.why}`, line, problems);
      else if (read.says === 'hashes-required') hashesRequired = true;
      else if (read.says === 'requirement')
        (file.constrains ? constraints : asked).push({ requirement: read, line: at });
      else if (read.says === 'include') {
        const constrains = file.constrains || read.constrains;
        const path = joinPath(base, read.path);
        const key = `${constrains} ${path}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const found = included(read.path, path, context);
        if (found === null || open.length > mostFiles)
          problems.add(
            'REFERENCE_MISSING',
            `includes ${quoted(read.path)}, which is not there`,
            at,
          );
        else if (constrains || !isOwnArtefact(joinPath(directoryOf(context.path), path)))
          open.push({ path, text: found, constrains, line: at });
      }
    }
  }
  return { asked, constraints, hashesRequired };
}

/** Nothing is fetched, and absolute paths lead out of what is scanned. */
function included(
  stated: string,
  path: string,
  { neighbours, problems }: ParseContext,
): string | null {
  if (/^(?:[a-z][a-z+.-]+:|\/|[A-Za-z]:\\)/i.test(stated)) return null;
  const bytes = neighbours.bytes(path);
  if (bytes === null) return null;
  const own = new Problems();
  const text = decodeText(bytes, own);
  for (const { code, message } of own.all())
    problems.add(code, `${quoted(path)}, which is included, ${message}`);
  return text ?? '';
}

/** A problem in an included file is told with that file's name. */
function say(
  file: Open,
  code: 'SYNTAX' | 'ENTRY_UNREADABLE',
  message: string,
  line: number,
  problems: Problems,
): void {
  if (file.path === null) problems.add(code, message, line);
  else problems.add(code, `${quoted(file.path)}, line ${line}: ${message}`, file.line);
}
