import { z } from 'zod';
import { FirebreakError } from '../../errors.ts';
import { count, jsonBytes, sha256, some } from '../bytes.ts';
import { compromisedOf } from '../compromised.ts';
import { keepRedacted } from '../keep-configuration.ts';
import { type Action, action, type Applied, type World } from '../types.ts';
import { answersPing } from './asking.ts';
import { readConfiguration, rulesIn, writeConfiguration } from './configuration.ts';
import { allowedAnyway, stands } from './filter.ts';
import { type Freeze, type Frozen, isOurs, lackingRules, registryOf } from './frozen.ts';
import { keyedRules, withRules } from './keyed-rules.ts';
import { isServed, survey } from './probe.ts';
import { restartRegistry } from './restart.ts';
import { rulesFor, ruleText } from './rules.ts';
import { unfreeze } from './undo.ts';

const Args = z.strictObject({});

/** What was seen, and what that leaves to do. */
type Seen = Freeze & {
  readonly widened: readonly string[];
  readonly impossible: readonly string[];
  /** Denied by a rule of another run alone, beside which ours cannot stand. */
  readonly leaning: readonly string[];
  readonly packages: number;
};

const freeze: Action<z.infer<typeof Args>, Seen, Freeze> = {
  id: 'registry.freeze',
  version: 1,
  about:
    'Denies every compromised npm version in the configuration of the registry that installs go through.',
  args: Args,
  semantics: { repeat: 'safe', observable: true, undo: true },
  harmless: false,
  // A rule for the whole list at once, a restart, and a question for each package.
  pace: { lane: 'registry', seconds: 30 },
  probe: 'installs-refused',
  selectors: [],

  async targets(world) {
    const registry = registryOf(world);
    const { names } = compromisedOf(world.incident);
    if (names.length === 0)
      return {
        targets: [],
        none: 'the incident names no npm package, so there is nothing to deny',
      };
    return { targets: [{ name: registry.url, about: null }], none: null };
  },

  async observe(world) {
    const { doors, incident, map } = world;
    const registry = registryOf(world);
    const configuration = await readConfiguration(doors, registry.config);
    const { allow } = await rulesIn(configuration);
    const compromised = compromisedOf(incident);
    const { rules, widened } = rulesFor(compromised);
    refuseAllowed(allowedAnyway(allow, rules), configuration.path);
    const { lacking, leaning } = await lackingRules(world, configuration, rules);
    const { served } = await survey(doors, registry.url, compromised, map, []);
    return {
      registry: registry.url,
      config: registry.config,
      configDigest: sha256(configuration.bytes),
      rules: lacking,
      served: served.map(({ name, tarball, version }) => ({ name, version, tarball })),
      restart: registry.restart,
      readyWithin: registry.readyWithin,
      widened,
      impossible: compromised.impossible,
      leaning: leaning.map(ruleText),
      packages: rules.length,
    };
  },

  plan({ impossible, leaning, packages, widened, ...change }) {
    const { config, registry, rules, served } = change;
    const rest =
      leaning.length === 0
        ? []
        : [
            `only the rule of another run denies ${some(leaning)}: freeze anew once that run unfreezes`,
          ];
    if (rules.length === 0 && served.length === 0)
      return {
        kind: 'satisfied',
        reason: [
          `${registry} denies all ${packages} packages already, and serves none of their compromised versions`,
          ...rest,
        ].join('; '),
      };
    const summary = [
      rules.length === 0
        ? `restart ${registry}: ${config} denies all ${packages} packages, but it has not read that`
        : `deny ${count(rules.length, 'package')} of ${packages} in ${config} and restart ${registry}`,
      `it serves ${count(served.length, 'compromised version')} now`,
      ...(widened.length === 0
        ? []
        : [`all of ${some(widened)} is denied: Verdaccio denies scopes only as a whole`]),
      ...rest,
      ...(impossible.length === 0
        ? []
        : [`left out, no npm package can bear it: ${some(impossible)}`]),
    ].join('; ');
    return { kind: 'change', change, summary };
  },

  async apply(world, change, context) {
    const { doors } = world;
    const configuration = await readConfiguration(doors, change.config);
    const ours = isOurs(world, change);
    const standing = new Set((await keyedRules(configuration, ours)).map(ruleText));
    const { allow } = await rulesIn(configuration);
    refuseAllowed(allowedAnyway(allow, change.rules), configuration.path);
    // Not what somebody else denied since the plan: a second rule for a package denied as a whole would keep Verdaccio down.
    const { lacking: rules } = await lackingRules(world, configuration, change.rules);
    const after = await withRules(configuration, rules, context.key);
    const before = standing.size > 0 ? null : configuration.bytes;
    const evidence = [];
    if (before !== null) {
      // The way back to the byte needs the credentials as well.
      await world.keepPrivate(before);
      evidence.push(await keepRedacted(world, 'registry-configuration-before.yaml', before));
    }
    evidence.push(await keepRedacted(world, 'registry-configuration-after.yaml', after));
    if (rules.length > 0) await writeConfiguration(doors, configuration.path, after);
    await restartRegistry(
      doors,
      { ...change, url: change.registry },
      `The deny rules are in ${change.config}: what is frozen stays frozen, and nothing is served while it is down`,
      () => noneServed(world, change),
    );
    const result: Frozen = {
      key: context.key,
      before: before === null ? null : sha256(before),
      after: sha256(after),
    };
    const detail =
      rules.length === 0
        ? `${change.config} held the deny rules already; ${change.registry} was restarted with them`
        : `${count(rules.length, 'deny rule')} added to ${change.config}; ${change.registry} was restarted with them`;
    return { detail, result, evidence } satisfies Applied;
  },

  async landed(world, change) {
    const configuration = await readConfiguration(world.doors, change.config);
    const { block } = await rulesIn(configuration);
    const ours = await keyedRules(configuration, isOurs(world, change));
    if (!change.rules.every((rule) => stands(block, rule))) return false;
    // What others deny is not ours.
    if (change.rules.length > 0 && ours.length === 0) return false;
    if (!(await answersPing(world.doors, change.registry, 5000))) return false;
    // Where nothing was served nobody can tell whether it was restarted; doing it again harms nothing.
    return change.served.length > 0 && (await noneServed(world, change));
  },

  async verify(world, change) {
    const { doors, incident, map } = world;
    const { rules } = rulesFor(compromisedOf(incident));
    const { allow, block } = await rulesIn(await readConfiguration(doors, change.config));
    const lacking = rules.filter((rule) => !stands(block, rule)).map(ruleText);
    const allowed = allowedAnyway(allow, rules);
    const alive = await answersPing(doors, change.registry, 5000);
    const seen = await survey(doors, change.registry, compromisedOf(incident), map, change.served);
    const evidence = [
      await world.keep(
        'registry-answers.json',
        'application/json',
        jsonBytes({ registry: change.registry, alive, ...seen, lacking, allowed }),
      ),
    ];
    const asked = `asked ${change.registry} for ${count(seen.packages, 'package')} and ${count(seen.versions, 'tarball')} as npm does`;
    const wrong = [
      ...(alive ? [] : ['it does not answer its ping']),
      ...(lacking.length === 0 ? [] : [`no rule denies ${some(lacking)}`]),
      ...(allowed.length === 0 ? [] : [`allow rules beat the denial of ${some(allowed)}`]),
      ...(seen.served.length === 0
        ? []
        : [
            `it still serves ${some(seen.served.map(({ name, version }) => `${name}@${version}`))}`,
          ]),
    ];
    const scopes =
      seen.scopes.length === 0
        ? ''
        : `; of ${some(seen.scopes)} only the packages of the exposure map could be asked for`;
    return {
      passed: wrong.length === 0,
      detail: `${asked}: ${wrong.length === 0 ? 'it refuses every one, and answers its ping' : wrong.join('; ')}${scopes}`,
      evidence,
    };
  },

  undo: unfreeze,
};

/** Denies compromised versions at a Verdaccio registry. */
export const registryFreeze = action(freeze);

async function noneServed({ doors }: World, { registry, served }: Freeze): Promise<boolean> {
  // A few tell: the registry reads its rules all at once.
  for (const one of served.slice(0, 8)) {
    const now = await isServed(doors, registry, one);
    if (now.listed || now.tarball) return false;
  }
  return true;
}

function refuseAllowed(allowed: readonly string[], path: string): void {
  if (allowed.length === 0) return;
  throw new FirebreakError(
    'REGISTRY_CONFIG',
    `${path}: allow rules for ${some(allowed)} beat every deny rule, so that compromised versions would still be served`,
    'Take these allow rules out of the package filter, or narrow their versions, then plan again.',
  );
}
