import { readers } from '../lockfile/index.ts';
import { settingsNames } from './settings-names.ts';

/** Tells the names that a reader lists as companions: whole ones, and `*.txt` for every name with that end. */
export function companionNames(names: readonly string[]): (name: string) => boolean {
  const whole = new Set(names);
  const ends = names.filter((name) => name.startsWith('*')).map((name) => name.slice(1));
  return (name) => whole.has(name) || ends.some((end) => name.endsWith(end));
}

let all: ((name: string) => boolean) | null = null;

/** Whether some reader may consult files of this name, or a client goes by what they say. */
export function isCompanionName(name: string): boolean {
  all ??= companionNames([...readers.flatMap(({ companions }) => companions), ...settingsNames]);
  return all(name);
}
