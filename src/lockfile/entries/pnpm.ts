import { withoutSuffix } from '../pnpm-lock/dep-path.ts';
import { isRecord, own } from '../reading/value.ts';
import type { Alone, EntryFormat, ReadAlone, Step } from './format.ts';
import { entriesAlone } from './pnpm-alone.ts';
import { importer } from './pnpm-importers.ts';
import type { LockedPackage } from '../types.ts';
import { type Asked, mappingIn, neededBy, valueIn } from './pnpm-references.ts';
import { front, isBelow, linksOf, type Place, placeOf } from './pnpm-place.ts';

const start: Place = placeOf({
  part: '',
  version: '',
  section: '',
  isFilled: true,
  asks: '',
  importer: '',
  group: '',
});

const versionLine =
  /^(---\n)?lockfileVersion: (?:'([569]\.\d)'|"([569]\.\d)"|([569]\.\d|5\.\d-inlineSpecifiers))\n\n+$/;

/** Sections that must hold entries, each a paragraph. */
const entrySections = ['importers', 'packages', 'snapshots'];

/** What a file with one project says of it at its top. */
const topSections = [
  'specifiers',
  'dependencies',
  'optionalDependencies',
  'devDependencies',
  'configDependencies',
  'packageManagerDependencies',
];

/** A key at the margin and its value. A file with any other line there is read whole. */
const topKey = /^([A-Za-z]{1,64}):(?: [^\n]*)?$/;

/** A key two spaces deep, bare or in quotes, without escapes. */
const innerKey = /^ {2}(?:'([^'\\\n]+)'|"([^"\\\n]+)"|([A-Za-z0-9@/$_.][^'"\\\n]*?)):(?: [^\n]*)?$/;

/**
 * pnpm-lock.yaml of versions 5, 6 and 9: paragraphs at the margin, and two spaces deep under `importers`, `packages` and
 * `snapshots`. All that `snapshots` adds are links. Of two documents, the first serves the package manager.
 */
export const pnpm: EntryFormat = {
  style: { shape: 'paragraphs', indent: 2, sign: ' ' },
  start,
  step(standing, block, read) {
    const place = standing as Place;
    if (place === start || block.startsWith('-')) return begin(place, block);
    const step = block.startsWith(' ') ? inner(place, block, read) : margin(place, block, read);
    return step === null || place.part === '' ? step : within(place.part, step);
  },
};

/** The line that begins a document. */
function begin(place: Place, block: string): Step | null {
  const [, marker, ...versions] = versionLine.exec(block) ?? [];
  const version = versions.find((one) => one !== undefined);
  const isSecond = place.part === 'environment' && place.isWhole;
  if (version === undefined || (place !== start && !isSecond)) return null;
  const part = isSecond ? 'project' : marker === undefined ? '' : 'environment';
  if (isSecond && marker === undefined) return null;
  return { next: placeOf({ ...start, part, version }), claims: [`${part} lockfileVersion`] };
}

/** Nothing that one document says is asked for by the other. */
function within(part: string, step: Step): Step {
  const named = (keys: readonly string[] = []): readonly string[] =>
    keys.map((key) => `${part} ${key}`);
  return {
    ...step,
    linked: (step.linked ?? []).map((one) => ({ ...one, key: `${part} ${one.key}` })),
    claims: named(step.claims),
    offers: named(step.offers),
    needs: named(step.needs),
  };
}

function margin(place: Place, block: string, read: ReadAlone): Step | null {
  if (!place.isFilled) return null;
  const lines = block.split('\n').filter((line) => line !== '');
  const keys: string[] = [];
  const claims: string[] = [];
  const inside: (readonly [section: string, key: string])[] = [];
  let isOpen = false;
  for (const line of lines) {
    if (line.startsWith('   ')) {
      // What stands deeper than entries stands in one.
      if (isOpen) return null;
      continue;
    }
    isOpen = false;
    const key = topKey.exec(line)?.[1];
    if (key !== undefined) {
      keys.push(key);
      claims.push(key);
      isOpen = line.endsWith(':');
    } else if (!line.startsWith('  - ')) {
      const deeper = innerKeyOf(line);
      if (deeper === null) return null;
      claims.push(`${keys.at(-1) ?? ''} ${deeper}`);
      inside.push([keys.at(-1) ?? '', deeper]);
    }
  }
  // Nothing can stand under a key with a value on its line.
  const isClosed = !isOpen && topKey.test(lines.at(-1) ?? '');
  const section = isClosed ? '' : (keys.at(-1) ?? '');
  if (keys.length === 0 || keys.some((key) => isForeign(key, place))) return null;
  const entrySection = keys.find((key) => entrySections.includes(key));
  const asks = asksBy(place, keys);
  if (asks === null) return null;
  if (entrySection !== undefined) {
    if (lines.length > 1 || lines[0] !== `${entrySection}:`) return null;
    return {
      next: placeOf({ ...place, section, asks, isFilled: false, importer: '', group: '' }),
      claims,
    };
  }
  const isTop = keys.some((key) => topSections.includes(key));
  const text = `${front(place.version, !isTop)}${block}`;
  const found = read(text);
  const needs = neededBy(isTop ? valueIn(text, []) : null, place.version, 'project');
  if (found === null || found.formatVersion !== place.version || needs === null) return null;
  const links = linksOf(found);
  // Which of two links to one directory counts follows from the order in which the reader takes sections.
  if (links.length !== found.packages.length) return null;
  claims.push(...links.map(({ key }) => `link ${key}`));
  return {
    next: placeOf({ ...place, section, asks, isFilled: true, importer: '', group: '' }),
    packages: links,
    claims: [...new Set(claims)],
    ...answersOf(inside, needs.needs),
  };
}

/** What `specifiers` asks for needs a section that says what it got. */
function answersOf(
  inside: readonly (readonly [section: string, key: string])[],
  needs: readonly string[],
): Pick<Step, 'needs' | 'offers'> {
  const asked = (isAsking: boolean): string[] =>
    inside
      .filter(([of]) => topSections.includes(of) && (of === 'specifiers') === isAsking)
      .map(([, key]) => `answer ${key}`);
  return { needs: [...needs, ...asked(true)], offers: asked(false) };
}

/** Whether a key makes it another format, or counts otherwise in this version. */
function isForeign(key: string, { version }: Place): boolean {
  if (['lockfileVersion', 'projects', 'shrinkwrapVersion'].includes(key)) return true;
  if (version.startsWith('9')) return topSections.includes(key);
  return key === 'snapshots';
}

function asksBy({ asks }: Place, keys: readonly string[]): Place['asks'] | null {
  let found = asks;
  for (const key of keys) {
    const says = key === 'importers' ? key : topSections.includes(key) ? 'top' : null;
    if (says === null) continue;
    if (found !== '' && found !== says) return null;
    found = says;
  }
  return found;
}

function inner(place: Place, block: string, read: ReadAlone): Step | null {
  const { section, version } = place;
  // A line that is less deep ends what stands above it.
  if (section === '' || !isBelow(block, 2)) return null;
  if (section === 'importers') return importer(place, block, read);
  const isEntry = entrySections.includes(section);
  const isTop = topSections.includes(section);
  const stated = `${section}:\n\n${block}`;
  const mapping = mappingIn(stated);
  const owners = ownersIn(mapping, place);
  const asked = askedBy(owners, version, isEntry ? 'package' : 'project');
  if (asked === null) return null;
  const next = place.isFilled ? place : placeOf({ ...place, isFilled: true });
  const isPlain = section === 'snapshots' && isRecord(owners) && !asked.links;
  // The reader takes nothing else from them.
  if (isPlain && Object.values(owners).every((one) => isRecord(one)))
    return withNeeds(snapshots(next, Object.keys(owners), []), asked.needs);
  const found =
    isEntry && mapping !== null
      ? entriesAlone(mapping, version)
      : read(`${front(version, !isTop)}${stated}`);
  if (found === null || found.formatVersion !== version) return null;
  if (!isEntry) return withNeeds(plain(next, block, found), asked.needs);
  const links = linksOf(found);
  const stand = found.packages.filter((one) => !links.includes(one));
  const step =
    section === 'packages'
      ? packages(next, stand, links)
      : snapshots(
          next,
          stand.map(({ key }) => key),
          links,
        );
  return withNeeds(step, asked.needs);
}

/** What of a block asks for packages: from version 9 on that does not stand in `packages`. */
function ownersIn(mapping: Record<string, unknown> | null, { section, version }: Place): unknown {
  if (topSections.includes(section)) return { own: mapping };
  const asks = section === 'snapshots' || (section === 'packages' && !version.startsWith('9'));
  return asks && mapping !== null ? own(mapping, section) : null;
}

/** What all of these ask for together. */
function askedBy(owners: unknown, version: string, by: 'package' | 'project'): Asked | null {
  const needs: string[] = [];
  let links = false;
  for (const owner of isRecord(owners) ? Object.values(owners) : []) {
    const asked = neededBy(owner, version, by);
    if (asked === null) return null;
    needs.push(...asked.needs);
    links ||= asked.links;
  }
  return { needs, links };
}

function withNeeds(step: Step | null, needs: readonly string[]): Step | null {
  return step === null ? null : { ...step, needs: [...(step.needs ?? []), ...needs] };
}

function plain(next: Place, block: string, found: Alone): Step | null {
  const key = innerKeyOf(block.slice(0, block.indexOf('\n')));
  if (key === null) return null;
  const claims = [`${next.section} ${key}`];
  const links = linksOf(found);
  if (links.length !== found.packages.length) return null;
  claims.push(...links.map((one) => `link ${one.key}`));
  return { next, packages: links, claims, ...answersOf([[next.section, key]], []) };
}

function packages(
  next: Place,
  stand: readonly LockedPackage[],
  links: readonly LockedPackage[],
): Step | null {
  const keys = [...new Set(stand.map(({ key }) => key))];
  if (keys.length === 0 || keys.some((key) => key.startsWith('link:'))) return null;
  const isJoined = next.version.startsWith('9');
  if (isJoined && keys.some((key) => withoutSuffix(key) !== key)) return null;
  return {
    next,
    packages: stand,
    linked: links,
    claims: keys.map((key) => `packages ${key}`),
    offers: keys.map((key) => `${isJoined ? 'package' : 'entry'} ${key}`),
    ...(isJoined ? { needs: keys.map((key) => `snapshot ${key}`) } : {}),
  };
}

function snapshots(
  next: Place,
  keys: readonly string[],
  links: readonly LockedPackage[],
): Step | null {
  if (keys.length === 0 || keys.some((key) => key.startsWith('link:'))) return null;
  const bases = keys.map((key) => withoutSuffix(key));
  return {
    next,
    linked: links,
    claims: keys.map((key) => `snapshots ${key}`),
    offers: [...bases.map((key) => `snapshot ${key}`), ...keys.map((key) => `entry ${key}`)],
    needs: bases.map((key) => `package ${key}`),
  };
}

function innerKeyOf(line: string): string | null {
  const match = innerKey.exec(line);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}
