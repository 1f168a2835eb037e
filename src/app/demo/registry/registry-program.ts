import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { filesOf, listening, readPlace, runningIn, until } from './place.ts';
import { startServer } from './server-process.ts';

/**
 * The loopback registry as a program: `serve DIRECTORY` runs Verdaccio with the directory's configuration until its
 * owner is gone, `restart DIRECTORY` ends the one that runs and starts it anew. Exits 1 where it does not come up.
 */
const [, , verb, directory = ''] = process.argv;

try {
  if (verb === 'serve') await serve();
  else if (verb === 'restart') await restart();
  else throw new Error('say "serve DIRECTORY" or "restart DIRECTORY"');
} catch (error) {
  process.stderr.write(`registry: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function serve(): Promise<void> {
  const { lifeline, port } = readPlace(directory);
  await holdOnTo(lifeline);
  const { runServer } = await import('verdaccio');
  const files = filesOf(directory);
  const server = await runServer(files.config);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  process.once('exit', () => rmSync(files.pid, { force: true }));
  process.once('SIGTERM', () => process.exit());
  writeFileSync(files.pid, String(process.pid), { mode: 0o600 });
}

/** Nobody would end us if our owner were killed: the system closes its sockets then, and we end with them. */
function holdOnTo(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, resolve);
    socket.once('error', () => reject(new Error('whoever started this registry is gone')));
    socket.once('close', () => process.exit(1));
  });
}

async function restart(): Promise<void> {
  const { port } = readPlace(directory);
  await end(port);
  if (await startServer(directory)) process.exit();
  throw new Error(`it does not start; see ${filesOf(directory).log}`);
}

/** A number in a file may by now be another process's: only what still listens at our port is ended. */
async function end(port: number): Promise<void> {
  if (!(await listening(port))) return;
  const pid = runningIn(directory);
  if (pid === null) throw new Error(`port ${port} is taken by somebody else`);
  process.kill(pid, 'SIGTERM');
  if (await until(async () => !(await listening(port)), 5000)) return;
  process.kill(pid, 'SIGKILL');
  if (await until(async () => !(await listening(port)), 5000)) return;
  throw new Error(`process ${pid} does not end`);
}
