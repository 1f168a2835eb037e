import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { EndRequest, LaunchRequest, LaunchReport } from './launcher.ts';

/**
 * A program that starts others, so that the one that asks need not: starting a process copies the page tables
 * of the one that starts it, which costs a large one ten times as much as a small one (measured: 3 ms at 40 MB
 * of memory, 21 ms at 250 MB). Requests come on standard input, a JSON line each; reports leave on standard
 * output. The started process talks to the asking one through a socket of its own.
 */
const maxStderr = 64 * 1024;
const socketPath = process.argv[2] ?? '';
const children = new Map<number, ChildProcess>();

// An interrupt is the asking program's to handle; we end when it closes our standard input.
process.on('SIGINT', () => {});
process.stdout.on('error', leave);
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as LaunchRequest | EndRequest;
  if ('command' in request) launch(request);
  else children.get(request.id)?.kill('SIGKILL');
}
leave();

/** What we started and nobody listens to any more ends with us: it may wait for something that never comes. */
function leave(): never {
  for (const child of children.values()) child.kill('SIGKILL');
  process.exit();
}

function launch({ args, command, env, id }: LaunchRequest): void {
  const socket = connect({ path: socketPath, allowHalfOpen: true });
  socket.on('error', (error) =>
    report({ id, exitCode: null, signal: null, stderr: error.message }),
  );
  socket.write(`${id}\n`, () => {
    // From the top: what lies where the person stands has no say, not even by a relative PATH.
    const child = spawn(command, args, { cwd: '/', env, stdio: [socket, socket, 'pipe'] });
    children.set(id, child);
    let stderr = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      if (stderr.length < maxStderr) stderr += text;
    });
    child.on('error', (error) =>
      report({ id, exitCode: null, signal: null, stderr: error.message }),
    );
    child.on('close', (exitCode, signal) => {
      children.delete(id);
      report({ id, exitCode, signal, stderr });
    });
    // The child holds the socket now; closing our side of it does not end the conversation.
    socket.destroy();
  });
}

function report(result: LaunchReport): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
