import { own } from '../../../lockfile/reading/value.ts';
import { tableAt, textsOf, tomlSettings } from './documents.ts';
import { durationOf } from './duration.ts';
import type { CooldownReading } from './types.ts';

/** The cooldown of a bunfig.toml (bun docs, "install.minimumReleaseAge"): seconds, or a number with a unit; from bun 1.3 on. */
export function bunCooldown(bytes: Uint8Array): CooldownReading {
  const settings = tomlSettings(bytes);
  if (settings === null) return 'unclear';
  const install = tableAt(settings, 'install');
  const value = install === null ? undefined : own(install, 'minimumReleaseAge');
  if (install === null || value === undefined) return 'none';
  const age = durationOf(value, 1000);
  if (age === null) return 'unclear';
  return {
    client: 'bun',
    age,
    before: null,
    except: textsOf(own(install, 'minimumReleaseAgeExcludes')),
    strict: true,
    since: '1.3.0',
    stated: `minimumReleaseAge = ${JSON.stringify(value)}`,
  };
}
