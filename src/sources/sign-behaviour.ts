import { parseJson } from '../lockfile/reading/json.ts';
import { Problems } from '../lockfile/reading/problems.ts';
import { strictJson } from '../lockfile/bun-lock/jsonc.ts';
import type { Behaviour } from './signs.ts';
import { workflowBehaviour } from './sign-workflow.ts';

/** Configurations over this many bytes nobody wrote by hand. */
export const maxConfigurationBytes = 1024 * 1024;

/** Values of a configuration that are looked at. */
const maxValues = 100_000;

/** Tasks that are looked at. */
const maxTasks = 100;

/** What a file does by itself. */
type Look = (text: string) => Pick<Behaviour, 'does' | 'command'>[];

/**
 * Configurations that can run a command without anybody asking for it, by the ends of their paths: those of agents, whose
 * hooks run when a session begins or a tool is used, and of editors, whose tasks run when a folder is opened.
 */
const configurations: readonly { readonly path: RegExp; readonly look: Look }[] = [
  { path: /(?:^|\/)\.(?:claude|gemini)\/settings(?:\.local)?\.json$/, look: hooks },
  { path: /(?:^|\/)\.(?:claude|codex|cursor)\/hooks(?:\/[^/]+)?\.json$/, look: hooks },
  { path: /(?:^|\/)\.vscode\/tasks\.json$/, look: folderTasks },
  { path: /(?:^|\/)[^/]+\.code-workspace$/, look: folderTasks },
  { path: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, look: workflowBehaviour },
];

/** Whether files at a path can do something by themselves, so that their content tells whether they are a sign. */
export function canAct(path: string): boolean {
  return configurations.some((one) => one.path.test(path));
}

/**
 * What a file at a path does by itself that a payload would make it do; null where nothing. Of several things the one
 * whose command names what the incident names (`words`, in lower case) is given.
 */
export function behaviourOf(
  path: string,
  bytes: Uint8Array,
  words: readonly string[],
): Behaviour | null {
  const look = configurations.find((one) => one.path.test(path))?.look;
  if (look === undefined || bytes.length > maxConfigurationBytes) return null;
  const found = look(new TextDecoder().decode(bytes)).map(({ command, does }): Behaviour => {
    const lower = command?.toLowerCase() ?? '';
    const names = words.find((word) => namesWord(lower, word)) ?? null;
    return { does, command: command === null ? null : short(command), names };
  });
  return found.find(({ names }) => names !== null) ?? found[0] ?? null;
}

/** Whether a command names a file or a host, not something that merely holds its letters. */
function namesWord(command: string, word: string): boolean {
  for (let at = command.indexOf(word); at !== -1; at = command.indexOf(word, at + 1)) {
    const [before, behind] = [command[at - 1] ?? ' ', command[at + word.length] ?? ' '];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(behind)) return true;
  }
  return false;
}

function short(command: string): string {
  return command.length > 200 ? `${command.slice(0, 199)}…` : command;
}

/**
 * Commands under `hooks`, at whatever depth (docs of Claude Code, "Hooks": `hooks.SessionStart[].hooks[].command`;
 * Cursor and Codex have them one level higher).
 */
function hooks(text: string): ReturnType<Look> {
  return membersOf(text).flatMap(({ key, keys, value }) => {
    if (key !== 'command' || typeof value !== 'string' || !keys.includes('hooks')) return [];
    const event = keys[keys.indexOf('hooks') + 1] ?? '';
    const when = /session/i.test(event) ? 'when a session begins' : 'by a hook';
    return [{ does: `runs a command ${when}`, command: value }];
  });
}

/** Tasks with `runOptions.runOn: folderOpen` (Visual Studio Code docs, "Run behavior"). */
function folderTasks(text: string): ReturnType<Look> {
  const members = membersOf(text);
  const opened = members.filter(({ key, value }) => key === 'runOn' && value === 'folderOpen');
  return opened.slice(0, maxTasks).map(({ holder }) => {
    const task = members.find(({ value }) => value === holder)?.holder ?? holder;
    const parts = [task['command'], ...(Array.isArray(task['args']) ? task['args'] : [])];
    const command = parts.filter((part) => typeof part === 'string').join(' ');
    return { does: 'runs a task when the folder is opened', command: command || null };
  });
}

interface Member {
  readonly key: string;
  /** Keys on the way to it, outermost first, itself last. */
  readonly keys: readonly string[];
  readonly value: unknown;
  readonly holder: Record<string, unknown>;
}

/** Members of all objects in JSON with comments; of what is broken, those in front of the fault. */
function membersOf(text: string): Member[] {
  const root = parseJson(strictJson(text.replace(/^\uFEFF/, '')), new Problems());
  const members: Member[] = [];
  const open: { value: unknown; keys: readonly string[] }[] = [{ value: root, keys: [] }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { keys, value } = at;
    if (members.length > maxValues || typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value.toReversed()) open.push({ value: item, keys });
      continue;
    }
    const holder = value as Record<string, unknown>;
    // Deeper than people write, keys no longer tell anything.
    for (const key of Object.keys(holder).toReversed()) {
      const way = keys.length < 20 ? [...keys, key] : keys;
      members.push({ key, keys: way, value: holder[key], holder });
      open.push({ value: holder[key], keys: way });
    }
  }
  return members;
}
