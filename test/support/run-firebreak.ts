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

interface Surroundings {
  readonly cwd?: string;
  /** Added to the environment of the test run; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Given to Node before the program (`--import …`). */
  readonly nodeOptions?: readonly string[];
}

/** Runs the compiled program (`dist`, built by `npm test`) without a terminal and without input. Never throws. */
export async function runFirebreak(
  args: readonly string[],
  { cwd = projectRoot, env = {}, nodeOptions = [] }: Surroundings = {},
): Promise<Outcome> {
  const program = join(projectRoot, 'bin/run.js');
  const result = await execa(process.execPath, [...nodeOptions, program, ...args], {
    cwd,
    // A shell sets PWD; the system does not.
    env: { ...plainEnvironment(), PWD: cwd, ...env },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
  });
  const { exitCode, signal, stdout, stderr } = result;
  return { exitCode, signal, stdout, stderr };
}

/** Without what vitest, npm or the developer's terminal set and a user's shell would not. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(?:VITEST|npm_|NODE_ENV$|NODE_OPTIONS$|NODE_V8_COVERAGE$|FORCE_COLOR$|NO_COLOR$|CLICOLOR|COLUMNS$|DEV$|PROD$|TEST$|MODE$|SSR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
