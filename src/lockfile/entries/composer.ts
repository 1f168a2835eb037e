import { composerName, isPlatform } from '../composer-lock/names.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import type { EntryFormat, ReadAlone } from './format.ts';
import { isText, jsonLines, type Member, type Said } from './json-lines.ts';

const sections = ['packages', 'packages-dev'];

/** composer.lock as Composer writes it with a unit of indentation: a list of packages for production, one for development. */
export function composerBy(unit: string): EntryFormat {
  return jsonLines({
    unit,
    strict: null,
    versionOf: () => '',
    isWhole: (state) => state === 'packages',
    plain(key, value, state) {
      const isNone = Array.isArray(value) || (key === 'packages-dev' && value === null);
      if (sections.includes(key) && !isNone) return null;
      return seen(key, state);
    },
    opening: (key, bracket, state) =>
      sections.includes(key) && bracket === '{' ? null : seen(key, state),
    member: listed,
  });
}

function seen(key: string, state: string): Said {
  return { state: key === 'packages' ? key : state };
}

function listed(member: Member, read: ReadAlone): Said | null {
  const { body, key, section, value } = member;
  if (!sections.includes(section)) {
    const other = key === '' ? `[${body}]` : `{${body}}`;
    const isKnown = isText(member) || read(`{"packages":[],"other":${other}}`) !== null;
    return isKnown ? {} : null;
  }
  const found = isRecord(value) ? read(`{"packages":[${body}]}`) : null;
  const name = isRecord(value) ? textOf(own(value, 'name')) : null;
  if (found === null || name === null || !isRecord(value)) return null;
  const standsFor = ['replace', 'provide'].flatMap((part) => namesIn(value, part));
  const claims = [`name ${composerName(name)}`];
  return {
    packages: found.packages,
    claims,
    offers: [...claims, ...standsFor],
    needs: namesIn(value, 'require', (asked) => !isPlatform(asked)),
  };
}

function namesIn(
  entry: Record<string, unknown>,
  part: string,
  counts: (name: string) => boolean = () => true,
): readonly string[] {
  const names = own(entry, part);
  if (!isRecord(names)) return [];
  return Object.keys(names)
    .filter(counts)
    .map((name) => `name ${composerName(name)}`);
}
