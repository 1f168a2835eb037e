import { own } from '../../../lockfile/reading/value.ts';
import { textsOf, yamlSettings } from './documents.ts';
import { durationOf, minute } from './duration.ts';
import type { CooldownReading, StatedCooldown } from './types.ts';

/**
 * The cooldown of a pnpm-workspace.yaml (pnpm docs, "minimumReleaseAge"): minutes, from pnpm 10.16 on. One that is stated
 * is strict unless `minimumReleaseAgeStrict` says otherwise (pnpm 11's config reader).
 */
export function pnpmCooldown(bytes: Uint8Array): CooldownReading {
  const settings = yamlSettings(bytes);
  if (settings === null) return 'unclear';
  const value = own(settings, 'minimumReleaseAge');
  if (value === undefined) return 'none';
  const age = durationOf(value, minute);
  if (age === null) return 'unclear';
  return {
    client: 'pnpm',
    age,
    before: null,
    except: textsOf(own(settings, 'minimumReleaseAgeExclude')),
    strict: own(settings, 'minimumReleaseAgeStrict') !== 'false',
    since: '10.16.0',
    stated: `minimumReleaseAge: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  };
}

/** What pnpm does from version 11 on where nothing is stated: a day, unless only something newer would do. */
export const pnpmDefault: StatedCooldown = {
  client: 'pnpm',
  age: 1440 * minute,
  before: null,
  except: [],
  strict: false,
  since: '11.0.0',
  stated: 'minimumReleaseAge: 1440',
};
