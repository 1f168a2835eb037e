// `warm-firebreak.ts`: a process that has the compiled program loaded and runs its commands one after the other, as its
// parent asks for them over IPC. It does what `bin/run.js` does around a command, and ends nothing but the command.
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import { flush, run, settings } from '@oclif/core';
import { ExitError } from '@oclif/core/errors';
import { projectRoot } from '../project.ts';
import type { WarmOutcome, WarmRequest } from '../warm-firebreak.ts';

const started = new Set<ChildProcess>();
const ownListeners = process.listeners('exit');

settings.enableAutoTranspile = false;
process.setMaxListeners(0);
subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess };
  started.add(child);
  child.once('exit', () => started.delete(child));
});
process.exit = (code) => {
  throw new Error(`a command ends the process itself, with ${code}`);
};

process.on('message', (request: WarmRequest) => {
  void ran(request).then((outcome) => process.send?.(outcome));
});

async function ran({ args, cwd, env }: WarmRequest): Promise<WarmOutcome> {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv = [process.execPath, join(projectRoot, 'bin/run.js'), ...args];
  process.exitCode = undefined;
  const stdout = captured(process.stdout);
  const stderr = captured(process.stderr);
  let failure: string | null = null;
  try {
    await run([...args], { root: projectRoot, devPlugins: false, userPlugins: false });
    await flush();
  } catch (error) {
    if (error instanceof ExitError) process.exitCode = error.oclif.exit;
    else failure = String(error);
  }
  const exitCode = process.exitCode ?? 0;
  leave();
  return { exitCode, failure, stdout: stdout(), stderr: stderr() };
}

/** What the end of a process does: who listens for it hears of it, and what it started finds its input closed. */
function leave(): void {
  process.exitCode = undefined;
  process.removeAllListeners('SIGINT');
  for (const listener of process.listeners('exit')) {
    if (ownListeners.includes(listener)) continue;
    process.removeListener('exit', listener);
    listener(0);
  }
  for (const child of started) child.stdin?.end();
}

/** Takes what is written to a stream until the function that it gives is called, which gives it and lets go. */
function captured(stream: NodeJS.WriteStream): () => string {
  const chunks: Buffer[] = [];
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    const [encoding] = rest;
    chunks.push(
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
        : Buffer.from(chunk),
    );
    const done = rest.find((one) => typeof one === 'function');
    if (done !== undefined) process.nextTick(done);
    return true;
  };
  return () => {
    // The one that every stream has is behind ours.
    Reflect.deleteProperty(stream, 'write');
    return Buffer.concat(chunks).toString('utf8');
  };
}
