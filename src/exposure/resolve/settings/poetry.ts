import { own } from '../../../lockfile/reading/value.ts';
import { tableAt, textsOf, tomlSettings } from './documents.ts';
import { day, durationOf } from './duration.ts';
import type { CooldownReading } from './types.ts';

/** The cooldown of a poetry.toml (Poetry docs, "solver.min-release-age"): days. Which Poetry knows it first is not known here. */
export function poetryCooldown(bytes: Uint8Array): CooldownReading {
  const settings = tomlSettings(bytes);
  if (settings === null) return 'unclear';
  const solver = tableAt(settings, 'solver');
  const value = solver === null ? undefined : own(solver, 'min-release-age');
  if (solver === null || value === undefined) return 'none';
  const age = durationOf(value, day);
  if (age === null) return 'unclear';
  return {
    client: 'poetry',
    age,
    before: null,
    except: textsOf(own(solver, 'min-release-age-exclude')),
    strict: true,
    since: 'unknown',
    stated: `solver.min-release-age = ${JSON.stringify(value)}`,
  };
}
