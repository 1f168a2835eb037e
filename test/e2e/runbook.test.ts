import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { orders, warmDesk } from './support.ts';

const id = 'npm-registry-compromise';
const text = readFileSync(join(projectRoot, 'runbooks', `${id}.yaml`), 'utf8');

/** A runbook file with this text. */
function file(content: string): string {
  const path = join(temporaryDirectory(), 'runbook.yaml');
  writeFileSync(path, content);
  return path;
}

describe('runbook', () => {
  it('lists what is shipped, sound against the actions there are', async () => {
    const { document, exitCode } = await warmDesk().json('runbook', 'list');

    expect(exitCode).toBe(0);
    expect(document.unreadable).toEqual([]);
    expect(document.runbooks).toEqual([
      expect.objectContaining({ id, path: join('runbooks', `${id}.yaml`), steps: 11, errors: 0 }),
    ]);
  });

  it('shows a runbook by id and as a file alike', async () => {
    const shipped = await warmDesk().json('runbook', 'show', id);
    const path = file(text);
    const own = await warmDesk().json('runbook', 'show', path);

    expect(own.document).toEqual({ ...shipped.document, path });
    expect(own.document.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(shipped.document.steps.find((step: { id: string }) => step.id === 'unfreeze')).toEqual(
      expect.objectContaining({
        undoes: 'freeze',
        requires: ['pins-merged', 'rebuild-verified', 'rescan-clear'],
      }),
    );
  });

  it('exits 0 with warnings alone, and 2 with errors, as a result and not as a failure', async () => {
    const warned = await warmDesk().json('runbook', 'check', id);
    const wrong = await warmDesk().json(
      'runbook',
      'check',
      file(text.replace('over: caches', 'over: cashes')),
    );

    expect(warned.exitCode).toBe(0);
    expect(warned.document).toMatchObject({ errors: [], warnings: [{ code: 'NEVER_EXERCISED' }] });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.document.errors).toEqual([
      expect.objectContaining({
        code: 'BAD_SELECTOR',
        line: text.slice(0, text.indexOf('over: caches')).split('\n').length,
      }),
    ]);
  });

  it.each(['show', 'graph'])(
    'refuses to %s what is no runbook, naming file and line',
    async (verb) => {
      const path = file(`${text}\nsurprise: 1\n`);
      const { document, exitCode } = await warmDesk().json('runbook', verb, path);

      expect(exitCode).toBe(2);
      expect(document.error).toMatchObject({
        code: 'RUNBOOK_INVALID',
        message: `${path}:${text.split('\n').length + 1}: unknown key "surprise"`,
      });
    },
  );

  it('says which runbooks there are when it finds none', async () => {
    const { document, exitCode } = await warmDesk().json('runbook', 'check', 'nothing');

    expect(exitCode).toBe(2);
    expect(document.error).toMatchObject({
      code: 'RUNBOOK_NOT_FOUND',
      hint: expect.stringContaining(id),
    });
  });

  it.each(['show', 'check', 'graph'])('%s prints nothing that a terminal obeys', async (verb) => {
    const hostile = String.raw`"Freeze\e]0;x\a\e[2J\u202e\u200b\u2028"`;
    const path = file(
      text
        .replaceAll(/title: (?:Keep|Stop|Clean|Compromised).*/g, `title: ${hostile}`)
        .replace('action: registry.freeze', `action: ${hostile}`)
        .replace(/about: >-\n(?: {2}.*\n)+/, `about: ${hostile}\n`),
    );
    const { stderr, stdout } = await warmDesk().run('runbook', verb, path);

    expect(stderr).toBe('');
    expect(stdout).toContain('Freeze');
    expect(orders(stdout)).toEqual([]);
  });

  it('has a schema that takes what is shipped', () => {
    const schema: unknown = JSON.parse(
      readFileSync(join(projectRoot, 'schemas', 'runbook.json'), 'utf8'),
    );
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema as object);

    expect(valid(parse(text)) ? [] : valid.errors).toEqual([]);
    expect(valid({ ...(parse(text) as object), surprise: 1 })).toBe(false);
  });

  it('prints a chart', async () => {
    const { document } = await warmDesk().json('runbook', 'graph', id);

    expect(document.mermaid).toMatch(/^flowchart TD\n/);
  });
});
