import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { filesOf, runningIn } from '../../../src/app/demo/registry/place.ts';
import { registryFreeze } from '../../../src/containment/registry-freeze/index.ts';
import type { Applied, Json, Undo, World } from '../../../src/containment/types.ts';
import { realDoors } from '../../support/doors.ts';
import { useRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import {
  changeOf,
  contextOf,
  incidentOf,
  propose,
  siteOf,
  standIns,
  testWorld,
} from '../support.ts';

const registry = useRegistry(
  standIns(
    'good@1.0.0',
    'bad@1.0.0',
    'bad@1.0.1',
    'bad@1.1.0-beta.1',
    'whole@1.0.0',
    'ranged@2.0.0',
    'ranged@2.0.1-rc.1',
    'ranged@3.0.0',
    '@scope/bad@1.0.0',
    '@scope/bad@1.0.1',
    '@all/one@1.0.0',
  ),
);
const incident = incidentOf({
  bad: ['1.0.1', '1.1.0-beta.1'],
  whole: ['*'],
  ranged: ['>=2.0.0 <3.0.0'],
  '@scope/bad': ['1.0.1'],
  '@all/*': ['*'],
  'never-there': ['6.6.6'],
});
const undo = registryFreeze.undo as Undo;

let original: Buffer;
/** The process of the registry that read the original configuration; null where none has. */
let unfrozen: number | null = null;
beforeEach(async () => {
  if (original === undefined) {
    original = Buffer.concat([Buffer.from('# kept by ops\n'), readFileSync(registry.config)]);
    chmodSync(registry.config, 0o640);
  } else if (servesOriginal()) unfrozen = running();
  if (!readFileSync(registry.config).equals(original)) writeFileSync(registry.config, original);
  // A test that left rules which no registry read needs no restart.
  if (unfrozen !== null && unfrozen === running()) return;
  await restart();
  unfrozen = running();
});

/** Whether the registry has started since its configuration became what it is again. */
function servesOriginal(): boolean {
  if (!readFileSync(registry.config).equals(original)) return false;
  const { pid } = filesOf(dirname(registry.config));
  return statSync(registry.config).mtimeMs < statSync(pid).mtimeMs;
}

function running(): number | null {
  return runningIn(dirname(registry.config));
}

function world(given: Partial<World> = {}) {
  return testWorld({ site: siteOf(registry), incident, ...given });
}

async function restart(): Promise<void> {
  const [command = '', ...args] = registry.restart;
  const report = await realDoors.runProgram({
    command,
    args,
    cwd: temporaryDirectory(),
    env: {},
    timeout: 60_000,
    signal: realDoors.signal,
  });
  expect(report.exitCode).toBe(0);
}

async function versions(name: string): Promise<readonly string[]> {
  const answer = await fetch(`${registry.url}${name.replace('/', '%2f')}`, {
    headers: { accept: 'application/vnd.npm.install-v1+json' },
  });
  const body = (await answer.json()) as { versions?: Record<string, unknown> };
  return Object.keys(body.versions ?? {}).toSorted();
}

async function freeze(given = world(), key = contextOf()): Promise<[Json, Applied]> {
  const change = changeOf(await propose(registryFreeze, given));
  return [change, await registryFreeze.apply(given, change, key)];
}

describe('freezing', () => {
  it('denies every compromised version and nothing else', async () => {
    const given = world();
    const proposal = await propose(registryFreeze, given);
    expect(proposal).toMatchObject({
      kind: 'change',
      summary: expect.stringContaining('it serves 6 compromised versions now'),
    });
    const change = changeOf(proposal);
    expect(await registryFreeze.landed(given, change, contextOf())).toBe(false);
    expect(await registryFreeze.verify(given, change, contextOf())).toMatchObject({
      passed: false,
      detail: expect.stringContaining('bad@1.0.1'),
    });

    const applied = await registryFreeze.apply(given, change, contextOf());
    const context = contextOf(applied.result);

    expect(await registryFreeze.landed(given, change, context)).toBe(true);
    expect(await registryFreeze.verify(given, change, context)).toMatchObject({ passed: true });
    expect(await versions('good')).toEqual(['1.0.0']);
    expect(await versions('bad')).toEqual(['1.0.0']);
    expect(await versions('whole')).toEqual([]);
    expect(await versions('ranged')).toEqual(['3.0.0']);
    expect(await versions('@scope/bad')).toEqual(['1.0.0']);
    const tarball = await fetch(`${registry.url}@scope/bad/-/bad-1.0.1.tgz`);
    expect(tarball.status).toBe(404);
    expect(readFileSync(registry.config, 'utf8')).toContain(context.key);
    expect(statSync(registry.config).mode & 0o777).toBe(0o640);
    const [before] = applied.evidence;
    expect(Buffer.from(given.kept.get(before?.sha256 ?? '')?.bytes ?? [])).toEqual(original);
  });

  it('only restarts where the rules stand but were never read', async () => {
    await freeze();
    const frozen = readFileSync(registry.config);
    writeFileSync(registry.config, original);
    await restart();
    writeFileSync(registry.config, frozen);

    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    expect(change).toMatchObject({ rules: [] });
    const applied = await registryFreeze.apply(given, change, contextOf());

    expect(readFileSync(registry.config)).toEqual(frozen);
    expect(await registryFreeze.verify(given, change, contextOf(applied.result))).toMatchObject({
      passed: true,
    });
  });

  it('cut off before the restart has not landed, and goes on without adding rules twice', async () => {
    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    const unstartable = { ...(change as object), restart: ['false'] } as Json;
    await expect(registryFreeze.apply(given, unstartable, contextOf())).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
    });
    const frozen = readFileSync(registry.config);

    expect(await registryFreeze.landed(given, change, contextOf())).toBe(false);
    const applied = await registryFreeze.apply(given, change, contextOf());

    expect(readFileSync(registry.config)).toEqual(frozen);
    expect(applied.result).toMatchObject({ before: null });
    expect(await registryFreeze.landed(given, change, contextOf())).toBe(true);
  });

  it('adds to rules that stand, also to a package that is denied as a whole', async () => {
    const standing =
      "filters:\n  '@verdaccio/package-filter':\n    block:\n      - package: bad # all of it\n      - {package: ranged, versions: '>=2.0.0', strategy: replace}\n";
    writeFileSync(registry.config, Buffer.concat([original, Buffer.from(standing)]));
    await restart();

    const given = world();
    const [change, applied] = await freeze(given);

    expect(readFileSync(registry.config, 'utf8')).toContain('      - package: bad # all of it\n');
    expect(await versions('bad')).toEqual([]);
    expect(await registryFreeze.verify(given, change, contextOf(applied.result))).toMatchObject({
      passed: true,
    });
  });

  it('gives a package no second rule that somebody denied as a whole since the plan', async () => {
    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    const theirs = "filters: {'@verdaccio/package-filter': {block: [{package: bad}]}}\n";
    writeFileSync(registry.config, Buffer.concat([original, Buffer.from(theirs)]));

    const { result } = await registryFreeze.apply(given, change, contextOf());

    expect(await registryFreeze.landed(given, change, contextOf(result))).toBe(true);
    expect(await registryFreeze.verify(given, change, contextOf(result))).toMatchObject({
      passed: true,
    });
    const back = changeOf(await undo.plan(given, change, contextOf(result)));
    await undo.apply(given, back, contextOf(result));
    expect(await undo.verify(given, back, contextOf(result))).toMatchObject({ passed: true });
    expect(await versions('bad')).toEqual([]);
    expect(await versions('whole')).toEqual(['1.0.0']);
  });

  it('is not ours where somebody else did it', async () => {
    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    const other = contextOf();
    await registryFreeze.apply({ ...given, run: 'r0' }, change, {
      ...other,
      key: other.key.replace('/r1/', '/r0/'),
    });

    expect(await registryFreeze.landed(given, change, other)).toBe(false);
    expect(await registryFreeze.verify(given, change, other)).toMatchObject({ passed: true });
    expect(await undo.plan(given, change, other)).toMatchObject({ kind: 'satisfied' });
  });

  it('does not lean on the rules of another run, which that run takes back', async () => {
    const theirs = world();
    const [first, one] = await freeze(theirs);
    const ours = world({ run: 'r2' });
    const key = { ...contextOf(), key: contextOf().key.replace('/r1/', '/r2/') };
    const [second, two] = await freeze(ours, key);

    const back = changeOf(await undo.plan(theirs, first, contextOf(one.result)));
    await undo.apply(theirs, back, contextOf(one.result));
    expect(await undo.verify(theirs, back, contextOf(one.result))).toMatchObject({ passed: true });

    expect(await versions('bad')).toEqual(['1.0.0']);
    expect(await versions('whole')).toEqual([]);
    const still = { ...key, applied: two.result };
    expect(await registryFreeze.verify(ours, second, still)).toMatchObject({ passed: true });
    const last = changeOf(await undo.plan(ours, second, still));
    await undo.apply(ours, last, still);
    expect(readFileSync(registry.config, 'utf8')).not.toContain('firebreak');
    expect(await versions('whole')).toEqual(['1.0.0']);
  });

  it('says where it has to lean on the rule of another run for a whole package', async () => {
    await freeze(world({ incident: incidentOf({ bad: ['*'] }) }));

    const ours = world({ run: 'r2', incident: incidentOf({ bad: ['1.0.1'] }) });

    expect(await propose(registryFreeze, ours)).toMatchObject({
      kind: 'satisfied',
      reason: expect.stringContaining('only the rule of another run denies bad 1.0.1'),
    });
  });

  it('follows a link to the file, and replaces the file', async () => {
    const link = join(temporaryDirectory(), 'config.yaml');
    symlinkSync(registry.config, link);
    const { restart: again, url } = registry;

    const given = world({ site: siteOf({ url, restart: again, config: link }) });
    await freeze(given);

    expect(readFileSync(registry.config, 'utf8')).toContain('firebreak/');
    expect(readFileSync(link, 'utf8')).toContain('firebreak/');
  });

  it('is satisfied where all of it is denied already, until somebody takes a rule out again', async () => {
    const given = world();
    const [change, applied] = await freeze(given);

    expect(await propose(registryFreeze, world())).toMatchObject({ kind: 'satisfied' });

    const lines = readFileSync(registry.config, 'utf8').split('\n');
    writeFileSync(registry.config, lines.filter((line) => !line.includes('"whole"')).join('\n'));

    expect(await propose(registryFreeze, world())).toMatchObject({ kind: 'change' });
    expect(await registryFreeze.landed(given, change, contextOf(applied.result))).toBe(false);
    expect(await registryFreeze.verify(given, change, contextOf(applied.result))).toMatchObject({
      passed: false,
      detail: expect.stringContaining('no rule denies whole'),
    });
  });
});

describe('a registry that does not come back', () => {
  it('says why its restart command ended, not what it printed last', async () => {
    const command = [process.execPath, '-e', 'throw new Error("the port is taken")'];
    const given = world({ site: siteOf({ ...place(), restart: command }) });
    const change = changeOf(await propose(registryFreeze, given));

    await expect(registryFreeze.apply(given, change, contextOf())).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
      message: expect.stringContaining('ended with 1: Error: the port is taken. '),
    });
  });

  it.each([
    ['fails', ['false'], 'ended with 1'],
    ['is not there', ['no-such-program-anywhere'], 'no-such-program-anywhere'],
  ])('where the restart command %s', async (_, command, said) => {
    const given = world({ site: siteOf({ ...place(), restart: command }) });
    const change = changeOf(await propose(registryFreeze, given));

    const failure = registryFreeze.apply(given, change, contextOf());

    await expect(failure).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
      message: expect.stringContaining(said),
      hint: expect.stringContaining('then continue'),
    });
    await expect(failure).rejects.toThrow(/The deny rules are in .* stays frozen/);
    expect(readFileSync(registry.config, 'utf8')).toContain(contextOf().key);
  });

  it('where nothing answers in time, by the clock', async () => {
    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    // Half a minute goes by with every look at the clock, and nobody listens at port 9.
    let now = 0;
    const clock = { now: () => new Date((now += 30_000)) };
    const late = { ...given, doors: { ...realDoors, clock } };
    const gone = { ...(change as object), registry: 'http://127.0.0.1:9/', restart: ['true'] };

    await expect(registryFreeze.apply(late, gone as Json, contextOf())).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
      message: expect.stringContaining('did not answer within 60 s'),
    });
  });

  it('where it answers but never read the rules', async () => {
    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    let now = 0;
    const clock = { now: () => new Date((now += 20_000)) };
    const late = { ...given, doors: { ...realDoors, clock } };
    const same = { ...(change as object), restart: ['true'] };

    await expect(registryFreeze.apply(late, same as Json, contextOf())).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
      message: expect.stringContaining('still serves as before'),
    });
  });

  it('is waited for until somebody interrupts', async () => {
    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    const gone = { ...(change as object), registry: 'http://127.0.0.1:9/', restart: ['true'] };
    const interruption = new AbortController();
    // Interrupted at the second look at the clock, between the restart and the first answer.
    let looks = 0;
    const clock = {
      now: () => {
        looks += 1;
        if (looks === 2) interruption.abort(new Error('interrupted by hand'));
        return new Date(0);
      },
    };
    const doors = { ...realDoors, clock, signal: interruption.signal };

    await expect(
      registryFreeze.apply({ ...given, doors }, gone as Json, contextOf()),
    ).rejects.toThrow('interrupted by hand');
  });

  it('is no clear answer to a verification either', async () => {
    const given = world();
    const change = changeOf(await propose(registryFreeze, given));
    const gone = { ...(change as object), registry: 'http://127.0.0.1:9/' } as Json;

    await expect(registryFreeze.verify(given, gone, contextOf())).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
    });
    expect(await registryFreeze.landed(given, gone, contextOf())).toBe(false);
  });
});

describe('what cannot be frozen', () => {
  it.each([
    ['no site file', null],
    ['no registry', siteOf(null)],
    [
      'a registry without its configuration',
      siteOf(null, { registry: { url: 'http://r.example/' } }),
    ],
  ])('%s', async (_, site) => {
    await expect(registryFreeze.targets(world({ site }), {}, null)).rejects.toMatchObject({
      code: 'SITE_INVALID',
    });
  });

  it('an incident without npm packages needs no freeze', async () => {
    const { none, targets } = await registryFreeze.targets(
      world({ incident: incidentOf({}) }),
      {},
      null,
    );

    expect(targets).toEqual([]);
    expect(none).toContain('no npm package');
  });

  const directory = () => {
    const path = join(temporaryDirectory(), 'd');
    mkdirSync(path);
    return path;
  };
  const written = (text: string) => {
    const path = join(temporaryDirectory(), 'config.yaml');
    writeFileSync(path, text);
    return path;
  };
  it.each([
    ['is not there', () => join(temporaryDirectory(), 'none.yaml'), 'no such file'],
    ['is a directory', directory, 'is not a file'],
    ['is no YAML', () => written('a: [\n'), 'is not YAML'],
    ['is empty', () => written(''), 'is empty'],
    [
      'allows a package',
      () => written("filters: {'@verdaccio/package-filter': {allow: [{scope: '@scope'}]}}\n"),
      'allow rules for @scope beat every deny rule',
    ],
  ])('a configuration that %s', async (_, make, said) => {
    const given = world({ site: siteOf({ ...place(), config: make() }) });

    await expect(propose(registryFreeze, given)).rejects.toMatchObject({
      code: 'REGISTRY_CONFIG',
      message: expect.stringContaining(said),
    });
  });
});

describe('unfreezing', () => {
  it('restores the file to the byte and serves again what it served', async () => {
    const given = world();
    const [change, applied] = await freeze(given);
    const context = contextOf(applied.result);
    const proposal = await undo.plan(given, change, context);
    expect(proposal).toMatchObject({ summary: expect.stringContaining('to the byte') });
    const back = changeOf(proposal);
    expect(await undo.landed(given, back, context)).toBe(false);
    expect(await undo.verify(given, back, context)).toMatchObject({ passed: false });

    await undo.apply(given, back, context);

    expect(readFileSync(registry.config)).toEqual(original);
    expect(await undo.landed(given, back, context)).toBe(true);
    expect(await undo.verify(given, back, context)).toMatchObject({ passed: true });
    expect(await versions('bad')).toEqual(['1.0.0', '1.0.1', '1.1.0-beta.1']);
    expect(await undo.plan(given, change, context)).toMatchObject({ kind: 'satisfied' });
  });

  it('finds its rules without a record of what was applied, in a step of another name', async () => {
    const given = world();
    const [change] = await freeze(given);
    const context = contextOf(null, 'unfreeze');

    const back = changeOf(await undo.plan(given, change, context));
    await undo.apply(given, back, context);

    expect(readFileSync(registry.config)).toEqual(original);
  });

  it('is not done where the registry never read that the rules are gone', async () => {
    const given = world();
    const [change, applied] = await freeze(given);
    const context = contextOf(applied.result);
    const back = changeOf(await undo.plan(given, change, context));
    const frozen = readFileSync(registry.config);
    writeFileSync(registry.config, original);

    expect(await undo.landed(given, back, context)).toBe(false);
    expect(await undo.verify(given, back, context)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('still refuses'),
    });
    // The next test is to find that this registry has to be restarted.
    writeFileSync(registry.config, frozen);
  });

  it('restores credentials that no evidence holds', async () => {
    const text = original.toString('utf8');
    const secret = text.replace(
      'uplinks: {}',
      "uplinks:\n  far: { url: 'http://ops:s3cret-1@127.0.0.1:9/', auth: { type: bearer, token: s3cret-2 } }",
    );
    expect(secret).not.toBe(text);
    writeFileSync(registry.config, secret);
    const given = world();
    const [change, applied] = await freeze(given);
    const context = contextOf(applied.result);
    const back = changeOf(await undo.plan(given, change, context));
    const undone = await undo.apply(given, back, context);

    expect(readFileSync(registry.config, 'utf8')).toBe(secret);
    const shown = JSON.stringify([change, applied, back, undone]);
    expect(shown).not.toContain('s3cret');
    for (const { bytes, name } of given.kept.values()) {
      expect(name).toMatch(/^registry-configuration-\w+\.redacted\.yaml$/);
      expect(Buffer.from(bytes).toString()).not.toContain('s3cret');
    }
  });

  it('takes its rules out where the private copy is lost, and says so', async () => {
    const given = world();
    const [change, applied] = await freeze(given);
    const context = contextOf(applied.result);
    const back = changeOf(await undo.plan(given, change, context));
    given.apart.clear();

    expect(await undo.plan(given, change, context)).toMatchObject({
      summary: expect.stringContaining('whose private copy from before the freeze is gone'),
    });
    const undone = await undo.apply(given, back, context);

    expect(undone.detail).toContain('whose private copy from before the freeze is gone');
    expect(readFileSync(registry.config, 'utf8')).not.toContain('firebreak');
    expect(await undo.verify(given, back, contextOf(undone.result))).toMatchObject({
      passed: true,
    });
  });

  it('takes only its own rules out of a file that somebody changed, and says so', async () => {
    const given = world();
    const [change, applied] = await freeze(given);
    const theirs = '      - package: whole\n# ours since monday\n';
    writeFileSync(registry.config, `${readFileSync(registry.config, 'utf8')}${theirs}`);

    const proposal = await undo.plan(given, change, contextOf(applied.result));
    expect(proposal).toMatchObject({ summary: expect.stringContaining('somebody changed since') });
    const back = changeOf(proposal);
    const undone = await undo.apply(given, back, contextOf(applied.result));

    expect(undone.detail).toContain('which somebody changed since');
    const text = readFileSync(registry.config, 'utf8');
    expect(text).not.toContain('firebreak');
    expect(text).toContain(theirs);
    expect(await undo.verify(given, back, contextOf(undone.result))).toMatchObject({
      passed: true,
      detail: expect.stringContaining('1 version of them others deny'),
    });
    expect(await versions('whole')).toEqual([]);
  });
});

function place() {
  return { url: registry.url, config: registry.config, restart: registry.restart };
}
