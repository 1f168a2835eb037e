import { spawn } from 'node:child_process';
import { isatty } from 'node:tty';

/**
 * Runs `command` in this process's place: same standard streams, same end. Its exit code becomes ours, a signal that
 * killed it kills us. Signals sent to us go on to it, except an interrupt from a terminal, which reaches it by itself.
 */
export function handOver(command, args, env = process.env) {
  const child = spawn(command, args, { stdio: 'inherit', env });
  const terminal = [0, 1, 2].some((stream) => isatty(stream));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !terminal) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`firebreak: ${command} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
