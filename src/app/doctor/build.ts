import { z } from 'zod';
import { reasonOf } from '../../host/files.ts';
import type { App } from '../app.ts';
import { listRunbooks } from '../runbooks.ts';
import { ownFile } from './own-file.ts';
import type { DoctorCheck } from './results.ts';

/**
 * Whether what was installed belongs together: the table of commands and the schemas are those of this program. Parts
 * of two versions, or of an install that was broken off, would answer in shapes that nobody was told of.
 */
export async function checkBuild(app: App): Promise<DoctorCheck> {
  const wrong = await strangeParts(app).catch((error: unknown) => [reasonOf(error)]);
  const [first, ...more] = wrong;
  if (first === undefined)
    return { id: 'build', status: 'ok', message: `${app.version}, commands and schemas included` };
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return { id: 'build', status: 'failed', message: `${first}${others}` };
}

/** Whether every shipped runbook can be read and has no error. */
export async function checkRunbooks(app: App): Promise<DoctorCheck> {
  const { runbooks, unreadable } = await listRunbooks(app);
  const wrong = [
    ...unreadable.map(({ message, path }) => `${path}: ${message}`),
    ...runbooks.filter(({ errors }) => errors > 0).map(({ path }) => `${path} has errors`),
    ...(runbooks.length + unreadable.length === 0 ? ['none is there'] : []),
  ];
  return wrong[0] === undefined
    ? { id: 'runbooks', status: 'ok', message: `${runbooks.length} shipped, without errors` }
    : { id: 'runbooks', status: 'failed', message: wrong.join('; ') };
}

async function strangeParts(app: App): Promise<string[]> {
  const { handwritten, schemas } = await import('../schemas.ts');
  const wrong: string[] = [];
  const { version } = JSON.parse(await ownFile(app, 'oclif.manifest.json')) as {
    version?: unknown;
  };
  if (version !== app.version)
    wrong.push(`oclif.manifest.json is of version ${String(version)}, not ${app.version}`);
  for (const [name, schema] of Object.entries(schemas)) {
    const path = `schemas/${name}.json`;
    const io = handwritten.has(name) ? 'input' : 'output';
    // As bin/schemas.js writes them.
    const own = JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io }), null, 2);
    if ((await ownFile(app, path)).trimEnd() !== own)
      wrong.push(`${path} is not that of this version`);
  }
  return wrong;
}
