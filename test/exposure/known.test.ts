import { expect, it } from 'vitest';
import { knownExposure } from '../../src/exposure/known.ts';
import { soughtStatements } from '../../src/exposure/sought-statements.ts';
import type { Inventory } from '../../src/inventory/types.ts';
import { gatherEvidence } from '../../src/sources/evidence.ts';
import { packEvidence } from '../../src/sources/evidence-pack.ts';
import type { Artefact, Place } from '../../src/sources/types.ts';
import { look, opened, simple, target } from '../inventory/support.ts';
import { incidentOf } from './support.ts';

const now = new Date('2026-11-20T18:00:00Z');

const main: Place = {
  path: 'package-lock.json',
  refs: [{ name: 'main', class: 'default', commit: null, committedAt: null }],
  beside: [],
};

/** Writes a look at a target with evidence of where each artefact lies. */
function looked(inventory: Inventory, name: string, artefacts: readonly Artefact[]): void {
  const writer = inventory.begin(target(name));
  const part = writer.part('repository', 'repository');
  const evidence = gatherEvidence('git');
  for (const artefact of artefacts)
    evidence.add(part.artefact(null, artefact), {
      kind: 'sighting',
      source: 'git',
      artefact,
      places: () => [main],
    });
  part.finish('refs', packEvidence(evidence.finish(null)));
  writer.commit(now.toISOString());
}

function incident(...pairs: readonly string[]): ReturnType<typeof incidentOf> {
  const packages: Record<string, string[]> = {};
  for (const pair of pairs) {
    const at = pair.lastIndexOf('@');
    (packages[`npm ${pair.slice(0, at)}`] ??= []).push(pair.slice(at + 1));
  }
  return incidentOf({ packages });
}

async function known(
  inventory: Inventory,
  after: ReturnType<typeof incidentOf>,
  before: ReturnType<typeof incidentOf> | null = null,
): Promise<string[]> {
  const targets = await knownExposure(inventory, { incident: after, before, now });
  return targets.flatMap(({ exposures, name }) =>
    exposures.map(({ package: { purl }, place }) => `${name} ${purl} ${place.path}`),
  );
}

it('what the inventory holds is told by target, and what it does not hold is not', async () => {
  const { inventory } = await opened();
  looked(inventory, 'web', [simple('1', 'a@1.0.0', 'b@1.0.0'), simple('2', 'a@2.0.0')]);
  looked(inventory, 'api', [simple('3', 'b@1.0.0')]);

  expect(await known(inventory, incident('b@1.0.0', 'a@2.0.0', 'c@1.0.0'))).toEqual([
    'api pkg:npm/b@1.0.0 package-lock.json',
    'web pkg:npm/a@2.0.0 package-lock.json',
    'web pkg:npm/b@1.0.0 package-lock.json',
  ]);
  expect(await known(inventory, incident('a@3.0.0'))).toEqual([]);
});

it('what was stated before is no news, whatever else the file holds', async () => {
  const { inventory } = await opened();
  looked(inventory, 'web', [simple('1', 'a@1.0.0', 'b@1.0.0')]);
  const before = incident('a@1.0.0');

  expect(await known(inventory, incident('a@1.0.0', 'b@1.0.0'), before)).toEqual([
    'web pkg:npm/b@1.0.0 package-lock.json',
  ]);
  expect(await known(inventory, before, before)).toEqual([]);
});

it('ranges and scopes are asked for by what they may let in', async () => {
  const { inventory } = await opened();
  looked(inventory, 'web', [simple('1', '@evil/a@1.5.0', 'b@1.5.0', '@good/a@1.5.0')]);

  expect(await known(inventory, incident('b@<2.0.0'))).toEqual([
    'web pkg:npm/b@1.5.0 package-lock.json',
  ]);
  expect(await known(inventory, incident('@evil/*@*'))).toEqual([
    'web pkg:npm/%40evil/a@1.5.0 package-lock.json',
  ]);
});

it('a part without places, or with a name that is a trap, is asked like any other', async () => {
  const { inventory } = await opened();
  look(inventory, 'unknown', []);
  looked(inventory, '__proto__', [simple('1', '__proto__@1.0.0', 'constructor@1.0.0')]);

  expect(await known(inventory, incident('__proto__@1.0.0', 'constructor@1.0.0'))).toEqual([
    '__proto__ pkg:npm/__proto__@1.0.0 package-lock.json',
    '__proto__ pkg:npm/constructor@1.0.0 package-lock.json',
  ]);
});

it('commits of packages, which bear any name there, are looked for in all that is known', () => {
  const asked = incident('a@1.0.0');
  const packages = asked.packages.map((one) => ({ ...one, references: {} }));

  expect(soughtStatements({ ...asked, packages })).toEqual({ kind: 'all' });
});

it('names and scopes are asked for by ecosystem', () => {
  const asked = incidentOf({
    packages: { 'npm a': ['1.0.0'], 'pypi a': ['1.0'], 'npm @x/*': ['*'], 'npm b': ['*'] },
  });

  expect(soughtStatements(asked)).toEqual({
    kind: 'names',
    names: new Map([
      ['npm', new Set(['a', 'b'])],
      ['pypi', new Set(['a'])],
    ]),
    scopes: new Map([['npm', ['@x/']]]),
  });
});
