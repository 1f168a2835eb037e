/** One to four numbers, the first of at most five digits: `1`, `v1.2`, `1.2.3.4`. What follows is a suffix. */
const release = /^v?(\d{1,5})((?:\.\d+){0,3})(.*)$/is;

/** A day or a moment: `20100102`, `2010-01-02`, `20100102.203040`. What follows is a suffix. */
const moment = /^v?(\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3}){0,2})(.*)$/is;

const suffix =
  /^[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d+(?:[.-]\d+)*)?))?([.-]?dev)?$/i;

const words: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['p', 'patch'],
  ['pl', 'patch'],
  ['rc', 'RC'],
]);

/** Where a version stands that bears such a word; a number in its place stands between them (PHP, version_compare). */
const ranks: ReadonlyMap<string, number> = new Map([
  ['dev', 0],
  ['alpha', 1],
  ['beta', 2],
  ['RC', 3],
  ['patch', 5],
]);
const rankOfNumber = 4;

/** What Composer puts for the open end of a branch: `1.2.x-dev` is above every release of 1.2. */
const open = '9999999';

/**
 * The normal form in which Composer compares versions (composer/semver, VersionParser): four numbers and a
 * stability, `1.0-b2` being `1.0.0.0-beta2`; digits and dots of a date; `dev-<name>` of a branch, or numbers
 * with an open end. Null for what Composer refuses.
 */
export function normalComposer(version: string): string | null {
  let text = /^([^,\s]+) +as +[^,\s]+$/.exec(version.trim())?.[1] ?? version.trim();
  text = text.replace(/@(?:stable|rc|beta|alpha|dev)$/i, '');
  if (text === 'master' || text === 'trunk' || text === 'default') return `dev-${text}`;
  if (/^dev-/i.test(text)) return `dev-${text.slice(4)}`;
  text = withoutBuild(text);
  return normalRelease(text) ?? normalMoment(text) ?? normalBranch(text);
}

/** Whether a normal form stands for a branch: its content is told by a commit alone. */
export function isComposerBranch(normal: string): boolean {
  return normal.startsWith('dev-') || normal.includes(`.${open}`);
}

/**
 * One spelling for all that Composer takes for the same version: three numbers, a fourth where it is not zero, and
 * the stability: `v5.0.2` is `5.0.2`, `1.0-beta.2` is `1.0.0-beta2`. What is no release stays as it stands.
 */
export function shortComposer(version: string): string {
  const normal = normalRelease(withoutBuild(version));
  if (normal === null) return version;
  return normal.replace(/^(\d+\.\d+\.\d+)\.0+(?=-|$)/, '$1').replace('-patch', '-p');
}

/** Orders two normal forms, neither of a named branch, as PHP's version_compare does. */
export function compareComposer(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let index = 0; ; index += 1) {
    const one = left[index];
    const other = right[index];
    if (one === undefined) return other === undefined ? 0 : -beyond(other);
    if (other === undefined) return beyond(one);
    const order = isNumber(one) && isNumber(other) ? byNumber(one, other) : rank(one) - rank(other);
    if (order !== 0) return order;
  }
}

/** What a part adds to a version that is otherwise the same: a number is more, a word depends on the word. */
function beyond(part: string): number {
  return isNumber(part) ? 1 : rank(part) - rankOfNumber;
}

function partsOf(normal: string): readonly string[] {
  return normal.match(/\d+|[a-z]+/gi) ?? [];
}

function isNumber(part: string): boolean {
  return /^\d/.test(part);
}

function rank(part: string): number {
  return isNumber(part) ? rankOfNumber : (ranks.get(part) ?? -1);
}

function byNumber(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, '');
  const right = b.replace(/^0+(?=\d)/, '');
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

function withoutBuild(text: string): string {
  return /^([^,\s+]+)\+\S+$/.exec(text)?.[1] ?? text;
}

function normalRelease(text: string): string | null {
  const [, major = '', rest = '', end = ''] = release.exec(text) ?? [];
  if (major === '') return null;
  const missing = '.0'.repeat(4 - rest.split('.').length);
  return withSuffix(`${major}${rest}${missing}`, end);
}

function normalMoment(text: string): string | null {
  const [, digits = '', end = ''] = moment.exec(text) ?? [];
  return digits === '' ? null : withSuffix(digits.replace(/\D/g, '.'), end);
}

function withSuffix(numbers: string, end: string): string | null {
  const match = suffix.exec(end);
  if (match === null) return null;
  const word = match[1]?.toLowerCase();
  if (word === 'stable') return numbers;
  const count = match[2]?.replace(/^[.-]+/, '') ?? '';
  const stability = word === undefined ? '' : `-${words.get(word) ?? word}${count}`;
  return `${numbers}${stability}${match[3] === undefined ? '' : '-dev'}`;
}

/** `1.2.x-dev`: the branch of all 1.2. */
function normalBranch(text: string): string | null {
  const branch = /^v?(\d+(?:\.(?:\d+|[xX*])){0,3})[.-]?dev$/i.exec(text)?.[1];
  if (branch === undefined) return null;
  const parts = branch.split('.').map((part) => (/\d/.test(part) ? part : open));
  while (parts.length < 4) parts.push(open);
  return `${parts.join('.')}-dev`;
}
