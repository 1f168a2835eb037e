import { setTimeout as pause } from 'node:timers/promises';
import { dirname } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { answersPing } from './asking.ts';

/** How a registry is made to read its configuration again. */
export interface RestartRequest {
  readonly url: string;
  readonly config: string;
  /** Program and arguments. */
  readonly restart: readonly string[];
  /** Seconds. */
  readonly readyWithin: number;
}

/** Between two questions, in milliseconds. */
const between = 100;

/**
 * Restarts a registry and waits until it answers and `settled` says that the new configuration is in force: an old
 * process may go on answering for a while. Throws REGISTRY_DOWN, with what `inForce` says about the file, and a
 * way on.
 */
export async function restartRegistry(
  doors: Doors,
  request: RestartRequest,
  inForce: string,
  settled: () => Promise<boolean>,
): Promise<void> {
  const { config, readyWithin, restart, url } = request;
  const [command = '', ...args] = restart;
  const deadline = doors.clock.now().getTime() + readyWithin * 1000;
  const report = await doors.runProgram({
    command,
    args,
    cwd: dirname(config),
    env: environment(),
    timeout: readyWithin * 1000,
    signal: doors.signal,
  });
  if (report.exitCode !== 0) {
    const lines = report.stderr.trim().split('\n');
    // Programs that crash end with their version or a trace: their reason stands above that.
    const said = (lines.findLast((line) => /error\b/i.test(line)) ?? lines.at(-1) ?? '').trim();
    const why = report.timedOut
      ? `did not end within ${readyWithin} s`
      : report.failure ||
        `ended with ${report.exitCode}${said === '' ? '' : `: ${said.slice(0, 300)}`}`;
    throw down(`the restart command ${JSON.stringify(command)} ${why}`, request, inForce);
  }
  let answered = false;
  for (;;) {
    const left = deadline - doors.clock.now().getTime();
    if (left <= 0) break;
    if (await answersPing(doors, url, Math.min(left, 2000))) {
      answered = true;
      if (await settled().catch(notYet)) return;
      doors.signal.throwIfAborted();
    }
    await pause(between, undefined, { signal: doors.signal }).catch(() => {
      doors.signal.throwIfAborted();
    });
  }
  throw down(
    answered
      ? `${url} answers, but ${readyWithin} s after the restart it still serves as before`
      : `${url} did not answer within ${readyWithin} s of its restart`,
    request,
    inForce,
  );
}

/** While it starts it may fail to answer; whether it ever does is for the deadline to say. */
function notYet(): boolean {
  return false;
}

/** What commands that restart services look for; no credentials among it. */
function environment(): Record<string, string> {
  const names = [
    'HOME',
    'USER',
    'LOGNAME',
    'XDG_RUNTIME_DIR',
    'DBUS_SESSION_BUS_ADDRESS',
    'DOCKER_HOST',
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function down(what: string, { config, restart }: RestartRequest, inForce: string): FirebreakError {
  return new FirebreakError(
    'REGISTRY_DOWN',
    `${what}. ${inForce}`,
    `See why in the registry's log, bring it up with \`${restart.join(' ')}\` in ${dirname(config)}, then continue: the step goes on from here.`,
  );
}
