import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { forbiddenImports } from './imports/import-rule.ts';
import { readImports } from './imports/read-imports.ts';

describe('the rooms', () => {
  it('import nothing that the table does not allow', () => {
    expect(forbiddenImports(projectRoot)).toEqual([]);
  });

  it.each([
    [
      'src/lockfile/a.ts',
      `import { read } from '../host/files.ts';`,
      'lockfile may not import host',
    ],
    ['src/sources/a.ts', `export * from '../exposure/b.ts';`, 'sources may not import exposure'],
    [
      'src/incident/a/b.ts',
      `const x = await import('../../app/c.ts');`,
      'incident may not import app',
    ],
    ['src/commands/a.ts', `import { x } from '../host/d.ts';`, 'commands may not import host'],
    ['src/errors.ts', `import { x } from './package/d.ts';`, 'errors may not import package'],
    ['src/host/a.ts', `import type { X } from '../sources/d.ts';`, 'which stands below it'],
    ['src/lockfile/a.ts', `import { readFile } from 'node:fs/promises';`, 'through host alone'],
    ['src/lockfile/a.ts', `import { readFile } from 'fs';`, 'through host alone'],
    ['src/app/a.ts', `import { execa } from 'execa';`, 'through host alone'],
    ['src/app/a.ts', `const x = await import(name);`, 'not a literal'],
    ['src/runbook/a.ts', `import { setup } from 'xstate';`, 'below src/runbook/machine/ alone'],
    [
      'src/response/a.ts',
      `import type { A } from 'xstate/graph';`,
      'below src/runbook/machine/ alone',
    ],
    ['src/app/a.ts', `import { x } from '../../test/x.ts';`, 'no room'],
    ['src/attic/a.ts', `import { x } from './b.ts';`, 'no room'],
  ])('object to %s with %s', (path, text, why) => {
    const root = tree({ [path]: text });

    expect(forbiddenImports(root)).toEqual([expect.stringContaining(why)]);
    expect(forbiddenImports(root)[0]).toMatch(new RegExp(`^${path} imports `));
  });

  it('allow what the table allows', () => {
    const root = tree({
      'src/app/scan.ts': `import { x } from '../exposure/map.ts'; import { y } from '../host/git.ts'; import { z } from 'zod';`,
      'src/exposure/map.ts': `import { FirebreakError } from '../errors.ts'; import type { Clock } from '../host/clock.ts';`,
      'src/host/git.ts': `import { execa } from 'execa'; import { FirebreakError } from '../errors.ts';`,
      'src/lockfile/npm.ts': `import { purl } from '../package/purl.ts'; import type { Stats } from 'node:fs';`,
      'src/runbook/machine/a.ts': `import { setup } from 'xstate';`,
      'src/package/purl.ts': `import { FirebreakError } from '../errors.ts'; import { x } from './x.ts';`,
    });

    expect(forbiddenImports(root)).toEqual([]);
  });
});

describe('reading imports', () => {
  it.each([
    [`import a, { type B } from 'x';`, 'x', false],
    [`import {\n  a,\n  b, // from 'y'\n} from "x"`, 'x', false],
    [`import * as a from 'x' with { type: 'json' };`, 'x', false],
    [`import 'x';`, 'x', false],
    [`import type { A } from 'x';`, 'x', true],
    [`import type A from 'x';`, 'x', true],
    [`import type from 'x';`, 'x', false],
    [`export { a, type B } from 'x';`, 'x', false],
    [`export type { B } from 'x';`, 'x', true],
    [`export * as a from 'x';`, 'x', false],
    ['const a = await import(/* lazily */ `x`);', null, false],
    ['const a = `${await import("x")}`;', 'x', false],
    [`const a = require('x');`, 'x', false],
  ])('finds %j', (source, specifier, typeOnly) => {
    const before =
      'const quote = /[\'"`/]/.test(a) ? "\\"" : \'`\'; const b = `a ${ { c: `${d}` }.c } \\` "`;\n';

    expect(readImports(before + source)).toEqual([{ specifier, typeOnly }]);
  });

  it.each([
    [`// import 'x';`],
    [`/* import 'x'; */`],
    ['const a = `import "x";`;'],
    [`const a = "import('x')";`],
    [`export const from = 'x';`],
    [`export type A = 'x';`],
    [`export { a };\nconst from = 'x';`],
    [`const a = import.meta.dirname;`],
    [`const a = b / c; const d = "import('x')" / e;`],
    [`a.import('x');`],
  ])('finds none in %j', (source) => {
    expect(readImports(source)).toEqual([]);
  });
});

/** Writes files below a fresh directory, which it gives. */
function tree(files: Readonly<Record<string, string>>): string {
  const root = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
