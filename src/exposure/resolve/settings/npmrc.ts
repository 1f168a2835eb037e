import { momentOf } from '../facts.ts';
import { settingsText } from './documents.ts';
import { day, durationOf } from './duration.ts';
import type { CooldownReading } from './types.ts';

/**
 * The cooldown of an .npmrc (npm docs, "config"): `min-release-age` in days, from npm 11.10 on, or `before`, a moment. The
 * last of several counts.
 */
export function npmrcCooldown(bytes: Uint8Array): CooldownReading {
  const text = settingsText(bytes);
  if (text === null) return 'unclear';
  const values = new Map<string, string>();
  const except: string[] = [];
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals === -1 || /^\s*[;#]/.test(line)) continue;
    const key = line.slice(0, equals).trim();
    const value = line
      .slice(equals + 1)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
    if (/^min-release-age-exclude(?:\[\])?$/.test(key))
      except.push(...value.split(',').map((one) => one.trim()));
    else values.set(key, value);
  }
  const age = values.get('min-release-age');
  const before = values.get('before');
  const base = { client: 'npm', except, strict: true } as const;
  if (before !== undefined && before !== '' && before !== 'null') {
    const moment = momentOf(before);
    if (moment === null) return 'unclear';
    return { ...base, age: null, before: moment, since: 'any', stated: `before=${before}` };
  }
  if (age === undefined || age === '' || age === 'null') return 'none';
  const milliseconds = durationOf(age, day);
  if (milliseconds === null) return 'unclear';
  if (milliseconds === 0) return 'none';
  const stated = `min-release-age=${age}`;
  return { ...base, age: milliseconds, before: null, since: '11.10.0', stated };
}
