import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot } from './project.ts';

/** How the program ended and what it wrote, byte for byte. `exitCode` is undefined when a signal killed it. */
export interface Outcome {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command is run. */
export interface Surroundings {
  readonly cwd?: string;
  /** Added to the environment of the test run; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs the compiled program (`dist`, built by `npm test`) without a terminal and without input. Never throws. */
export async function runFirebreak(
  args: readonly string[],
  {
    nodeOptions = [],
    ...around
  }: Surroundings & {
    /** Given to Node before the program (`--import …`). */
    readonly nodeOptions?: readonly string[];
  } = {},
): Promise<Outcome> {
  const program = join(projectRoot, 'bin/run.js');
  const { cwd, env } = surroundingsOf(around);
  const result = await execa(process.execPath, [...nodeOptions, program, ...args], {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
  });
  const { exitCode, signal, stdout, stderr } = result;
  return { exitCode, signal, stdout, stderr };
}

/** The directory and the whole environment that the program gets. */
export function surroundingsOf({ cwd = projectRoot, env = {} }: Surroundings): {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
} {
  // A shell sets PWD; the system does not.
  return { cwd, env: { ...plainEnvironment(), PWD: cwd, ...env } };
}

/** Without what vitest, npm or the developer's terminal set and a user's shell would not. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(?:VITEST|npm_|NODE_ENV$|NODE_OPTIONS$|NODE_V8_COVERAGE$|FORCE_COLOR$|NO_COLOR$|CLICOLOR|COLUMNS$|DEV$|PROD$|TEST$|MODE$|SSR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
