import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { EndRequest, LaunchRequest, LaunchReport } from './launcher.ts';

/**
 * A program that starts others, so that the one that asks need not: starting a process copies the page tables
 * of the one that starts it, which costs a large one ten times as much as a small one (measured: 3 ms at 40 MB
 * of memory, 21 ms at 250 MB). Requests come on standard input, a JSON line each; reports leave on standard
 * output. The started process talks to the asking one through sockets of its own.
 */
const maxStderr = 64 * 1024;
const children = new Map<string, ChildProcess>();

// An interrupt is the asking program's to handle; we end when it closes our standard input.
process.on('SIGINT', () => {});
process.stdout.on('error', leave);
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as LaunchRequest | EndRequest;
  if ('command' in request)
    launch(request).catch(({ message }: Error) =>
      report({
        id: request.id,
        exitCode: null,
        signal: null,
        stderr: `cannot start a process: ${message}`,
        started: false,
      }),
    );
  else children.get(request.id)?.kill('SIGKILL');
}
leave();

/** What we started and nobody listens to any more ends with us: it may wait for something that never comes. */
function leave(): never {
  for (const child of children.values()) child.kill('SIGKILL');
  process.exit();
}

async function launch({ args, command, env, id, input, socket }: LaunchRequest): Promise<void> {
  // A socket each way: one for both would drop what a process wrote when it dies with something unread.
  const stdout = await connected(socket, `${id} out`);
  const stdin = input ? await connected(socket, `${id} in`) : 'ignore';
  // From the top: what lies where the person stands has no say, not even by a relative PATH.
  const child = spawn(command, args, { cwd: '/', env, stdio: [stdin, stdout, 'pipe'] });
  children.set(id, child);
  let stderr = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => {
    if (stderr.length < maxStderr) stderr += text;
  });
  child.on('error', (error) => {
    stderr = error.message;
  });
  child.on('close', (exitCode, signal) => {
    children.delete(id);
    report({
      id,
      exitCode: child.pid === undefined ? null : exitCode,
      signal,
      stderr,
      started: true,
    });
  });
  // The child holds the sockets now; closing our side of them does not end the conversation.
  stdout.destroy();
  if (stdin !== 'ignore') stdin.destroy();
}

/** A socket to the asking program on which nothing has been said but what it is for. */
function connected(path: string, purpose: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path, allowHalfOpen: true });
    socket.once('error', reject);
    socket.write(`${purpose}\n`, () => resolve(socket));
  });
}

function report(result: LaunchReport): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
