import { type JsonTape, wordOf } from '../reading/json-tape.ts';

/** One bit for each member that a scan looks at. */
export const member = {
  version: 1,
  resolved: 2,
  integrity: 4,
  link: 8,
  name: 16,
  dependencies: 32,
  devDependencies: 64,
  bundleDependencies: 128,
} as const;

const version = wordOf('version');
const resolved = wordOf('resolved');
const integrity = wordOf('integrity');
const link = wordOf('link');
const name = wordOf('name');
const dependencies = wordOf('dependencies');
const devDependencies = wordOf('devDependencies');
const bundleDependencies = wordOf('bundleDependencies');
const bundledDependencies = wordOf('bundledDependencies');

/** The bit of the member with this key, which has no escape; 0 for one that tells nothing here. */
export function memberOf(tape: JsonTape, key: number): number {
  switch (tape.end(key) - tape.start(key)) {
    case 4:
      return tape.spells(key, link) ? member.link : tape.spells(key, name) ? member.name : 0;
    case 7:
      return tape.spells(key, version) ? member.version : 0;
    case 8:
      return tape.spells(key, resolved) ? member.resolved : 0;
    case 9:
      return tape.spells(key, integrity) ? member.integrity : 0;
    case 12:
      return tape.spells(key, dependencies) ? member.dependencies : 0;
    case 15:
      return tape.spells(key, devDependencies) ? member.devDependencies : 0;
    case 18:
      return tape.spells(key, bundleDependencies) ? member.bundleDependencies : 0;
    case 19:
      return tape.spells(key, bundledDependencies) ? member.bundleDependencies : 0;
    default:
      return 0;
  }
}
