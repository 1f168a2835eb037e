import { own } from '../../../lockfile/reading/value.ts';
import { textsOf, yamlSettings } from './documents.ts';
import { day, durationOf, minute } from './duration.ts';
import type { CooldownReading, StatedCooldown } from './types.ts';

/**
 * The cooldown of a .yarnrc.yml (yarn docs, "npmMinimalAgeGate"): minutes, or a number with a unit. A yarn that does not know
 * the setting refuses the file.
 */
export function yarnCooldown(bytes: Uint8Array): CooldownReading {
  const settings = yamlSettings(bytes);
  if (settings === null) return 'unclear';
  const value = own(settings, 'npmMinimalAgeGate');
  if (value === undefined) return 'none';
  const age = durationOf(value, minute);
  if (age === null) return 'unclear';
  return {
    client: 'yarn',
    age,
    before: null,
    except: textsOf(own(settings, 'npmPreapprovedPackages')),
    strict: true,
    since: 'any',
    stated: `npmMinimalAgeGate: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  };
}

/** What yarn does from version 4.18 on where nothing is stated. */
export const yarnDefault: StatedCooldown = {
  client: 'yarn',
  age: day,
  before: null,
  except: [],
  strict: true,
  since: '4.18.0',
  stated: 'npmMinimalAgeGate: 1d',
};
