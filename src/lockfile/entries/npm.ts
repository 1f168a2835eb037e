import { isRecord } from '../reading/value.ts';
import { referencesOf } from './npm-references.ts';
import type { LockedPackage } from '../types.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';

interface Place extends Standing {
  readonly at: 'start' | 'root' | 'section' | 'last' | 'closing' | 'end';
  readonly version: string;
  /** That the block stands in, or the last above it. */
  readonly section: '' | 'dependencies' | 'packages';
  readonly hasPackages: boolean;
}

/** What a place is known by. */
type Parts = Pick<Place, 'at' | 'version' | 'section' | 'hasPackages'>;

function placeOf(parts: Parts): Place {
  const { at, hasPackages, section, version } = parts;
  return {
    ...parts,
    key: `${at} ${version} ${section} ${hasPackages ? 'packages' : ''}`,
    formatVersion: version === '' ? null : version,
    isEnd: at === 'end' && version !== '',
  };
}

const start = placeOf({ at: 'start', version: '', section: '', hasPackages: false });

/** Nothing of npm's stands deeper in its own file but members of entries, and these not so deep. */
const scalar =
  /^\s+"(name|version|lockfileVersion|requires)": ("[^"\\\n]*"|\d{1,9}|true|false)(,?)\n$/;
const opening = /^\s+"(packages|dependencies)": \{\n$/;
const closing = /^\s+\}(,?)\n$/;
const versions = ['1', '2', '3', '4'];

const none = { needs: [], offers: [] };

/**
 * package-lock.json of versions 1 to 4 as npm writes it with a unit of indentation: every entry of `packages` and, where
 * it stands there, of `dependencies` begins and ends on lines of its own.
 */
export function npmBy(unit: string): EntryFormat {
  const sign = unit.startsWith('\t') ? '\t' : ' ';
  return {
    style: { shape: 'lines', indent: unit.length * 2, sign },
    start,
    step: (place, block, read) => stepBy(unit, place as Place, block, read),
  };
}

function stepBy(unit: string, place: Place, block: string, read: ReadAlone): Step | null {
  const to = (parts: Partial<Parts>): Place => placeOf({ ...place, ...parts });
  const depth = /^[ \t]*/.exec(block)?.[0] ?? '';
  if (place.at === 'start') return block === '{\n' ? { next: to({ at: 'root' }) } : null;
  if (place.at === 'closing') return /^\}\n?$/.test(block) ? { next: to({ at: 'end' }) } : null;
  if (place.at === 'root') return depth === unit ? member(place, block, to) : null;
  if (place.at === 'section') return depth === unit + unit ? entry(place, block, read, to) : null;
  if (place.at === 'end' || depth !== unit) return null;
  const comma = closing.exec(block)?.[1];
  if (comma === undefined) return null;
  return { next: to({ at: comma === '' ? 'closing' : 'root' }) };
}

function member(place: Place, block: string, to: (parts: Partial<Parts>) => Place): Step | null {
  const section = opening.exec(block)?.[1];
  if (section === 'packages' || section === 'dependencies') {
    // What `dependencies` adds depends on them.
    const isLate = section === 'packages' && place.section !== '';
    if (place.version === '' || isLate) return null;
    const hasPackages = place.hasPackages || section === 'packages';
    return { next: to({ at: 'section', section, hasPackages }), claims: [section] };
  }
  const [, key, value = '', comma] = scalar.exec(block) ?? [];
  if (key === undefined) return null;
  if (key === 'lockfileVersion' && !versions.includes(value)) return null;
  const version = key === 'lockfileVersion' ? value : place.version;
  return { next: to({ at: comma === '' ? 'closing' : 'root', version }), claims: [key] };
}

function entry(
  place: Place,
  block: string,
  read: ReadAlone,
  to: (parts: Partial<Parts>) => Place,
): Step | null {
  const { hasPackages, section, version } = place;
  const text = block.trim();
  const hasComma = text.endsWith(',');
  const body = hasComma ? text.slice(0, -1) : text;
  const only = onlyMember(body);
  if (only === null) return null;
  const [key, value] = only;
  const front = `{"lockfileVersion":${version},`;
  const isLegacy = section === 'dependencies' && hasPackages;
  const found = read(`${front}${isLegacy ? '"packages":{},' : ''}"${section}":{${body}}}`);
  if (found === null || found.formatVersion !== version) return null;
  const next = hasComma ? place : to({ at: 'last' });
  const claims = [`${section} ${key}`];
  const stated = found.packages.map(statementOf);
  // Beside `packages`, `dependencies` adds what these do not state: a file in which that is anything is read whole.
  if (isLegacy) return { next, claims, needs: stated };
  const { needs, offers } = section === 'packages' ? referencesOf(key, value) : none;
  return { next, packages: found.packages, claims, needs, offers: [...offers, ...stated] };
}

function statementOf(one: LockedPackage): string {
  const { commit, integrity, name, resolved, source, version } = one;
  return JSON.stringify([name, version, source, resolved, commit, integrity]);
}

/** What is one whole member of an object, and an object itself; null for all else. */
function onlyMember(body: string): readonly [key: string, value: Record<string, unknown>] | null {
  try {
    const whole: unknown = JSON.parse(`{${body}}`);
    const [first, ...more] = isRecord(whole) ? Object.entries(whole) : [];
    if (first === undefined || more.length > 0) return null;
    const [key, value] = first;
    return isRecord(value) ? [key, value] : null;
  } catch {
    return null;
  }
}
