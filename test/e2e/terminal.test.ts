import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { desk, npmLock, orders } from './support.ts';

const program = join(projectRoot, 'bin/run.js');
const escape = '\u001b';

/** Runs the program on a terminal of its own, made by util-linux's script; null where there is none. */
async function onTerminal(
  columns: number,
  directory: string,
  args: readonly string[],
): Promise<string | null> {
  const command = `stty cols ${columns} rows 50; ${[process.execPath, program, ...args].join(' ')}`;
  const env = {
    TERM: 'xterm-256color',
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    CI: undefined,
  };
  const { exitCode, stdout } = await execa('script', ['-qec', command, '/dev/null'], {
    cwd: directory,
    env,
    reject: false,
    stdin: 'ignore',
  });
  return exitCode === 10 ? stdout.replaceAll('\r\n', '\n') : null;
}

it.for([60, 80, 140])(
  'fills a terminal of %i columns, in colour, over its own progress',
  async (columns, { skip }) => {
    if (process.platform !== 'linux') skip('script of util-linux is needed');
    const { directory } = desk({
      'list.txt': 'bad@1.0.0\n',
      'web/package-lock.json': npmLock(
        {
          [`${'a-long-name-'.repeat(3)}x`]: { version: '1.0.0', dependencies: { bad: '*' } },
          bad: '1.0.0',
        },
        { direct: [`${'a-long-name-'.repeat(3)}x`] },
      ),
      'clean/package-lock.json': npmLock({ good: '1.0.0' }),
    });
    const output = await onTerminal(columns, directory, [
      'scan',
      'web',
      'clean',
      '--incident',
      'list.txt',
    ]);
    const lines = (output ?? '').split('\n');
    const page = lines.slice(lines.findIndex((line) => line.includes('EXPOSED')));
    const text = page.map((line) => line.slice(line.lastIndexOf('\r') + 1));

    expect(output).toContain('\r\u001b[K2/2 targets  ');
    expect(text[0]).toContain(`${escape}[1m${escape}[31mEXPOSED`);
    expect(text.filter((line) => stringWidth(line) > columns)).toEqual([]);
    expect(Math.max(...text.map((line) => stringWidth(line)))).toBeGreaterThan(columns - 20);
    expect(orders(stripVTControlCharacters(text.join('\n')))).toEqual([]);
  },
);
