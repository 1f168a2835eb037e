import type { FirebreakError } from '../../errors.ts';
import { count, jsonBytes, sha256, some } from '../bytes.ts';
import { concurrently } from '../concurrently.ts';
import { keepRedacted } from '../keep-configuration.ts';
import type { EffectContext, Undo, World } from '../types.ts';
import { answersPing } from './asking.ts';
import {
  type Configuration,
  readConfiguration,
  rulesIn,
  writeConfiguration,
} from './configuration.ts';
import { denies } from './filter.ts';
import { type Freeze, type Frozen, isOurs } from './frozen.ts';
import { keyedRules, withoutRules, withRules } from './keyed-rules.ts';
import { atOnce, isServed } from './probe.ts';
import { restartRegistry } from './restart.ts';

/** What takes a freeze back. */
export type Unfreeze = {
  readonly freeze: Freeze;
  /** What the freeze left; null where that was never recorded. */
  readonly frozen: Frozen | null;
  /** SHA-256 of the configuration when this was planned. */
  readonly configDigest: string;
  /** `restore`: back to the byte; `remove`: somebody changed the file since or its private copy is lost, only our rules go. */
  readonly way: 'restore' | 'remove';
  readonly rules: number;
};

/** The way back: the configuration as it was, or without our rules where somebody else changed it since. */
export const unfreeze: Undo<Freeze, Unfreeze> = {
  probe: 'installs-served',

  async plan(world, change, context) {
    const configuration = await readConfiguration(world.doors, change.config);
    const frozen = frozenOf(context);
    const ours = await keyedRules(configuration, isOurs(world, change));
    if (ours.length === 0)
      return {
        kind: 'satisfied',
        reason: `${change.config} holds no deny rule of this run`,
      };
    const before = await restorable(world, change, frozen, configuration);
    const back: Unfreeze = {
      freeze: change,
      frozen,
      configDigest: sha256(configuration.bytes),
      way: typeof before === 'string' ? 'remove' : 'restore',
      rules: ours.length,
    };
    const rules = count(ours.length, 'deny rule');
    return {
      kind: 'change',
      change: back,
      summary:
        typeof before === 'string'
          ? `take ${rules} out of ${change.config}, ${why[before]}, and restart ${change.registry}`
          : `put ${change.config} back as it was, to the byte (${rules} less), and restart ${change.registry}`,
    };
  },

  async apply(world, { freeze, frozen }) {
    const { doors } = world;
    const configuration = await readConfiguration(doors, freeze.config);
    const ours = isOurs(world, freeze);
    const rules = await keyedRules(configuration, ours);
    const before = await restorable(world, freeze, frozen, configuration);
    const after = typeof before === 'string' ? await withoutRules(configuration, ours) : before;
    // Whatever somebody wrote into it can be found again.
    await world.keepPrivate(configuration.bytes);
    const evidence = [
      await keepRedacted(world, 'registry-configuration-frozen.yaml', configuration.bytes),
      await keepRedacted(world, 'registry-configuration-unfrozen.yaml', after),
    ];
    if (rules.length > 0) await writeConfiguration(doors, configuration.path, after);
    await restartRegistry(
      doors,
      { ...freeze, url: freeze.registry },
      `Our deny rules are out of ${freeze.config}: once it is up it serves what it did before`,
      () => servedAgain(world, freeze),
    );
    const done =
      rules.length === 0
        ? `${freeze.config} held no deny rule of ours any more`
        : typeof before === 'string'
          ? `only our ${count(rules.length, 'deny rule')} went out of ${freeze.config}, ${why[before]}`
          : `${freeze.config} is as it was before the freeze, to the byte`;
    return {
      detail: `${done}; ${freeze.registry} was restarted with it`,
      result: { after: sha256(after) },
      evidence,
    };
  },

  async landed(world, { freeze }) {
    const configuration = await readConfiguration(world.doors, freeze.config);
    if ((await keyedRules(configuration, isOurs(world, freeze))).length > 0) return false;
    if (!(await answersPing(world.doors, freeze.registry, 5000))) return false;
    return freeze.served.length > 0 && (await servedAgain(world, freeze));
  },

  async verify(world, { freeze }) {
    const { doors } = world;
    const configuration = await readConfiguration(doors, freeze.config);
    const left = await keyedRules(configuration, isOurs(world, freeze));
    const alive = await answersPing(doors, freeze.registry, 5000);
    const { block } = await rulesIn(configuration);
    const others = freeze.served.filter(({ name, version }) => denies(block, name, version));
    const back = freeze.served.filter((one) => !others.includes(one));
    const answers = await concurrently(back, atOnce, (one) =>
      isServed(doors, freeze.registry, one),
    );
    const refused = back
      .filter((_, index) => answers[index]?.listed !== true)
      .map(({ name, version }) => `${name}@${version}`);
    const evidence = [
      await world.keep(
        'registry-answers-unfrozen.json',
        'application/json',
        jsonBytes({
          registry: freeze.registry,
          alive,
          rulesLeft: left,
          servedBefore: freeze.served,
          refused,
          others,
        }),
      ),
    ];
    const wrong = [
      ...(alive ? [] : ['it does not answer its ping']),
      ...(left.length === 0
        ? []
        : [`${count(left.length, 'deny rule')} of ours still stand in ${freeze.config}`]),
      ...(refused.length === 0 ? [] : [`it still refuses ${some(refused)}`]),
    ];
    const denied =
      others.length === 0 ? '' : `; ${count(others.length, 'version')} of them others deny`;
    return {
      passed: wrong.length === 0,
      detail:
        wrong.length === 0
          ? `${freeze.config} holds none of our rules, and ${freeze.registry} serves the ${count(back.length, 'version')} again that it served before${denied}`
          : `${freeze.registry}: ${wrong.join('; ')}${denied}`,
      evidence,
    };
  },
};

/** Why a configuration does not go back to the byte. */
const why = {
  changed: 'which somebody changed since',
  lost: 'whose private copy from before the freeze is gone or changed',
} as const;

/**
 * The bytes from before the freeze, where the file is exactly what the freeze made of them; else why there are none. Rules are added the same way every time, so that a freeze cut off before it was recorded is known too.
 */
async function restorable(
  world: World,
  freeze: Freeze,
  frozen: Frozen | null,
  configuration: Configuration,
): Promise<Uint8Array | keyof typeof why> {
  const keys = new Set(
    (await keyedRules(configuration, isOurs(world, freeze))).map((rule) => rule.firebreak),
  );
  const [key] = keys;
  if (key === undefined || keys.size > 1) return 'changed';
  let read = 0;
  for (const digest of new Set([frozen?.before ?? freeze.configDigest, freeze.configDigest])) {
    const bytes = await world.private(digest).catch(gone);
    if (bytes === null) continue;
    read += 1;
    const made = await withRules({ ...configuration, bytes }, freeze.rules, key);
    if (Buffer.compare(made, configuration.bytes) === 0) return bytes;
  }
  return read === 0 ? 'lost' : 'changed';
}

/** Without the bytes of before there is the other way; any other failure is one. */
function gone(error: unknown): null {
  if ((error as FirebreakError).code === 'EVIDENCE_MISSING') return null;
  throw error;
}

/** At least one of the versions served before is served again, or a rule of somebody else denies them. */
async function servedAgain(
  { doors }: World,
  { config, registry, served }: Freeze,
): Promise<boolean> {
  const { block } = await rulesIn(await readConfiguration(doors, config));
  const first = served.find(({ name, version }) => !denies(block, name, version));
  return first === undefined || (await isServed(doors, registry, first)).listed;
}

function frozenOf({ applied }: EffectContext): Frozen | null {
  return applied === null ? null : (applied as unknown as Frozen);
}
