import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { projectRoot } from '../support/project.ts';
import { type Outcome, runFirebreak } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runWarm } from '../support/warm-firebreak.ts';

/** A package of a lockfile: its name to its version, or to more about it. */
export type Locked = Readonly<
  Record<string, string | { version: string; dev?: boolean; dependencies?: Record<string, string> }>
>;

/** A package-lock.json of version 3 whose root asks for `direct` (default: all) of its packages. */
export function npmLock(
  packages: Locked,
  { name = 'app', direct = Object.keys(packages) } = {},
): string {
  const entries = Object.entries(packages).map(([key, value]): [string, object] => [
    `node_modules/${key}`,
    typeof value === 'string' ? { version: value } : value,
  ]);
  const ranges = Object.fromEntries(direct.map((key) => [key, '*']));
  const lock = {
    name,
    lockfileVersion: 3,
    packages: { '': { name, dependencies: ranges }, ...Object.fromEntries(entries) },
  };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** Writes files below a directory (default: a fresh one), which it gives. */
export function tree(
  files: Readonly<Record<string, string | Uint8Array>>,
  root: string = temporaryDirectory(),
): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** A directory with files, a data directory, and the program run in the one on the other. */
export interface Desk {
  readonly directory: string;
  readonly dataDir: string;
  /** Runs a command there. */
  readonly run: (...args: readonly string[]) => Promise<Outcome>;
  /** The same with --json; gives the document, checked against the schema of its command or of errors. */
  readonly json: (...args: readonly string[]) => Promise<JsonOutcome>;
}

interface JsonOutcome {
  readonly exitCode: number | undefined;
  readonly stderr: string;
  readonly document: Json;
}

// What a test reads of a document is what its schema promises.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** Sets a desk up with files, where every command is run by a process of its own. */
export function desk(files: Readonly<Record<string, string | Uint8Array>> = {}): Desk {
  return deskWith(runFirebreak, files);
}

/** The same, where one process that has the program loaded runs one command after the other: see `runWarm`. */
export function warmDesk(files: Readonly<Record<string, string | Uint8Array>> = {}): Desk {
  return deskWith(runWarm, files);
}

function deskWith(way: typeof runWarm, files: Readonly<Record<string, string | Uint8Array>>): Desk {
  const directory = tree(files);
  const dataDir = join(temporaryDirectory(), 'data');
  const run: Desk['run'] = (...args) =>
    way(args, { cwd: directory, env: { FIREBREAK_HOME: dataDir } });
  return {
    directory,
    dataDir,
    run,
    async json(...args) {
      const { exitCode, stderr, stdout } = await run(...args, '--json');
      return { exitCode, stderr, document: documentOf(stdout, schemaOf(args)) };
    },
  };
}

/** The one JSON document that a text is; throws where it is something else, or not what the schema says. */
export function documentOf(text: string, schema: string): Json {
  const parsed: Json = JSON.parse(text);
  const name = Object.hasOwn(parsed, 'error') ? 'error' : schema;
  const valid = validator(name);
  if (!valid(parsed)) throw new Error(`not ${name}.json: ${JSON.stringify(valid.errors)}`);
  return parsed;
}

const validators = new Map<string, ValidateFunction>();

function validator(name: string): ValidateFunction {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(join(projectRoot, 'schemas', `${name}.json`), 'utf8');
  const made = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text));
  validators.set(name, made);
  return made;
}

/** `incident open x` has `incident-open`, `scan x` has `scan`. */
function schemaOf([topic = '', command = '']: readonly string[]): string {
  const topics = ['exposure', 'incident', 'journal', 'respond', 'runbook'];
  return topics.includes(topic) ? `${topic}-${command}` : topic;
}

/** Characters in printed text that a terminal obeys or hides, line ends apart. */
export function orders(text: string): string[] {
  return (
    text
      .match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu)
      ?.filter((one) => one !== '\n') ?? []
  );
}
