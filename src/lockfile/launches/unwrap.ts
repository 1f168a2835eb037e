import { baseName } from '../reading/path.ts';
import { readShell } from './shell.ts';
import type { CommandSink, Word } from './words.ts';

/** Commands within the words of commands that are followed. */
const deepest = 4;

/** Words that stand in front of a command and are none. */
const keywords: ReadonlySet<string> = new Set([
  '!',
  '{',
  'do',
  'elif',
  'else',
  'if',
  'then',
  'until',
  'while',
]);

const shells: ReadonlySet<string> = new Set(['ash', 'bash', 'dash', 'ksh', 'sh', 'su', 'zsh']);

/** Programs that run what stands among their words, some as one word. */
const carriers: ReadonlySet<string> = new Set([
  ...shells,
  'arch',
  'builtin',
  'caffeinate',
  'chronic',
  'cmd',
  'command',
  'concurrently',
  'corepack',
  'cross-env',
  'cross-env-shell',
  'devcontainer',
  'direnv',
  'docker',
  'doas',
  'doppler',
  'dotenv',
  'dotenvx',
  'env',
  'env-cmd',
  'eval',
  'exec',
  'find',
  'fnm',
  'gosu',
  'infisical',
  'kubectl',
  'mise',
  'nerdctl',
  'nice',
  'nix',
  'nix-shell',
  'nodemon',
  'nohup',
  'npm-run-all',
  'nvm',
  'op',
  'parallel',
  'podman',
  'powershell',
  'pwsh',
  'retry',
  'run-p',
  'run-s',
  'runuser',
  'script',
  'setsid',
  'ssh',
  'start-server-and-test',
  'stdbuf',
  'sudo',
  'time',
  'timeout',
  'trap',
  'unbuffer',
  'volta',
  'wait-on',
  'watch',
  'wsl',
  'xargs',
  'xvfb-run',
]);

/** Hands over each command that a simple command runs by way of others, beginning with one of the clients' names. */
export function unwrapped(
  command: readonly Word[],
  isClient: (name: string) => boolean,
  sink: (client: Word, words: readonly Word[]) => void,
): void {
  const open: { words: readonly Word[]; depth: number }[] = [{ words: command, depth: 0 }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { depth, words } = one;
    const start = words.findIndex(
      ({ text }) => !keywords.has(text) && !/^[A-Za-z_]\w*\+?=/.test(text),
    );
    const first = words[start];
    if (first === undefined) continue;
    const name = programOf(first);
    if (isClient(name)) {
      sink(first, words.slice(start + 1));
      continue;
    }
    // What a variable stands for may be `sudo`, or nothing.
    if ((!carriers.has(name) && !first.variable) || depth === deepest) continue;
    const inner: CommandSink = (found) => open.push({ words: found, depth: depth + 1 });
    for (let index = start + 1; index < words.length; index += 1) {
      const word = words[index] as Word;
      if (/\s/.test(word.text)) readShell(word.text, word.line, 'shell', inner);
      else if (isClient(programOf(word))) {
        inner(words.slice(index));
        break;
      }
    }
  }
}

/** The name of a program: no directory, no ending that Windows knows it by. */
export function programOf({ text }: Word): string {
  return baseName(text.replaceAll('\\', '/'))
    .toLowerCase()
    .replace(/\.(?:cmd|exe|ps1|bat)$/, '')
    .replace(/^[@-]+/, '');
}
