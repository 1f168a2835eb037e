import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answers, filesOf, readPlace, runningIn, until } from './place.ts';

/** Milliseconds a registry may take to answer. It takes about one second; a busy machine many times that. */
const startPatience = 60_000;

/** Program and arguments, before the verb, of what serves a registry and restarts it: TypeScript here, compiled in the product. */
export function registryProgram(): readonly [string, string] {
  const name = `./registry-program.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
  return [process.execPath, fileURLToPath(new URL(name, import.meta.url))];
}

/**
 * Starts the registry of a directory in a process of its own that writes to its log alone; gives true once it answers,
 * false where it ended before (the log says why) or does not answer within a minute.
 */
export async function startServer(directory: string): Promise<boolean> {
  const { port } = readPlace(directory);
  const [command, program] = registryProgram();
  const log = openSync(filesOf(directory).log, 'a', 0o600);
  const child = spawn(command, [program, 'serve', directory], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  // Another may answer at the port where ours could not have it.
  const up = async () => runningIn(directory) === child.pid && (await answers(port));
  await until(async () => ended || (await up()), startPatience);
  const alive = !ended && (await up());
  if (!alive && !ended) child.kill('SIGKILL');
  child.unref();
  return alive;
}
