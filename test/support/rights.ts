import { execFileSync } from 'node:child_process';

/**
 * The reason to skip a test that needs a user without rights; null where one can be had. Tests mostly run as
 * root, which reads everything.
 */
export function needsOtherUser(): string | null {
  try {
    execFileSync('setpriv', ['--reuid=65534', '--clear-groups', 'true'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'setpriv cannot drop rights here';
  }
}

/** Runs a TypeScript program as nobody and gives what it wrote, as JSON. */
export function asNobody(program: string): unknown {
  const output = execFileSync(
    'setpriv',
    [
      '--reuid=65534',
      '--clear-groups',
      process.execPath,
      '--input-type=module-typescript',
      '--eval',
      program,
    ],
    { encoding: 'utf8', env: { ...process.env, HOME: '/nonexistent', TMPDIR: '/tmp' } },
  );
  return JSON.parse(output);
}
