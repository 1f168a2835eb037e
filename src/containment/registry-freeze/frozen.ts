import { FirebreakError } from '../../errors.ts';
import type { World } from '../types.ts';
import { type Configuration, rulesIn } from './configuration.ts';
import { clashes, stands } from './filter.ts';
import { isKeyed, type KeyedRule } from './keyed-rules.ts';
import type { RestartRequest } from './restart.ts';
import { type DenyRule, ruleText } from './rules.ts';

/** A version that the registry gave out before it was frozen. */
export type ServedBefore = {
  readonly name: string;
  readonly version: string;
  readonly tarball: string | null;
};

/** What a freeze changes, exactly. */
export type Freeze = {
  readonly registry: string;
  readonly config: string;
  /** SHA-256 of the configuration when it was planned. */
  readonly configDigest: string;
  /** Added to the deny list; none where all stand there and the registry only has to read them. */
  readonly rules: readonly DenyRule[];
  /** Compromised versions that it serves now. */
  readonly served: readonly ServedBefore[];
  readonly restart: readonly string[];
  /** Seconds. */
  readonly readyWithin: number;
};

/** What an applied freeze leaves. */
export type Frozen = {
  readonly key: string;
  /** SHA-256 of the private copy of the configuration as it was before; null where our rules were in it already. */
  readonly before: string | null;
  /** SHA-256 of the configuration with our rules. */
  readonly after: string;
};

/** The registry of the site file, and how to restart it. Throws SITE_INVALID where it names none, or no way to freeze it. */
export function registryOf(world: World): RestartRequest {
  const registry = world.site?.registry;
  if (registry === undefined)
    throw missing('the site file names no registry', 'registry.url and registry.verdaccio');
  if (registry.verdaccio === undefined)
    throw missing(
      'the site file does not say how its registry is configured',
      'registry.verdaccio',
    );
  return { url: registry.url, ...registry.verdaccio };
}

/** Whether a rule was put there by this run for this change, under whichever key. */
export function isOurs(world: World, { rules }: Freeze): (rule: KeyedRule) => boolean {
  const texts = new Set(rules.map(ruleText));
  const prefix = `firebreak/${world.run}/`;
  return (rule) => rule.firebreak.startsWith(prefix) && texts.has(ruleText(rule));
}

/**
 * Those of our rules that a configuration lacks. Rules of another run stand only until that run takes them back, so ours
 * are put beside them; `leaning` are those that cannot be, since the other run denies the package as a whole.
 */
export async function lackingRules(
  world: World,
  configuration: Configuration,
  rules: readonly DenyRule[],
): Promise<{ readonly lacking: readonly DenyRule[]; readonly leaning: readonly DenyRule[] }> {
  const { block } = await rulesIn(configuration);
  const own = `firebreak/${world.run}/`;
  const { block: lasting } = await rulesIn(
    configuration,
    (rule) => !isKeyed(rule) || rule.firebreak.startsWith(own),
  );
  const wanted = rules.filter((rule) => !stands(lasting, rule));
  return {
    lacking: wanted.filter((rule) => !clashes(block, rule)),
    leaning: wanted.filter((rule) => clashes(block, rule)),
  };
}

function missing(what: string, key: string): FirebreakError {
  return new FirebreakError(
    'SITE_INVALID',
    what,
    `Give ${key} in the site file, and start the run with --site.`,
  );
}
