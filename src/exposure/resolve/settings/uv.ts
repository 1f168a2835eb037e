import { own } from '../../../lockfile/reading/value.ts';
import { momentOf } from '../facts.ts';
import { tableAt, tomlSettings } from './documents.ts';
import { day, durationOf } from './duration.ts';
import type { CooldownReading } from './types.ts';

/**
 * The cooldown of a uv.toml, or of `tool.uv` in a pyproject.toml (uv docs, "exclude-newer"): a moment, a date, whose day
 * counts still, or a duration. A uv that does not know durations refuses the file. A package for which
 * `exclude-newer-package` says something else is left out; so is all where an index has its own.
 */
export function uvCooldown(bytes: Uint8Array, isManifest: boolean): CooldownReading {
  const settings = tomlSettings(bytes);
  if (settings === null) return 'unclear';
  const uv = isManifest ? tableAt(settings, 'tool', 'uv') : settings;
  const value = uv === null ? undefined : own(uv, 'exclude-newer');
  if (uv === null || value === undefined || value === false) return 'none';
  const text = typeof value === 'string' ? value : value instanceof Date ? value.toISOString() : '';
  const indexes = own(uv, 'index');
  const differs =
    Array.isArray(indexes) &&
    indexes.some(
      (one) => typeof one === 'object' && one !== null && Object.hasOwn(one, 'exclude-newer'),
    );
  const base = {
    client: 'uv',
    except: differs ? ['*'] : Object.keys(tableAt(uv, 'exclude-newer-package') ?? {}),
    strict: true,
    since: 'any',
    stated: `exclude-newer = ${JSON.stringify(text)}`,
  } as const;
  const age = durationOf(text, Number.NaN);
  if (age !== null && !Number.isNaN(age)) return { ...base, age, before: null };
  const moment = momentOf(text);
  if (moment === null) return 'unclear';
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
  return { ...base, age: null, before: isDate ? moment + day : moment };
}
