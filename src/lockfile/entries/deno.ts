import { idOf, specifierOf as requestOf } from '../deno-lock/ids.ts';
import { isRecord, own } from '../reading/value.ts';
import type { EntryFormat, ReadAlone } from './format.ts';
import { isText, jsonLines, type Member, type Said } from './json-lines.ts';

/** deno.lock of versions 4 and 5: specifiers, packages of both registries, modules by their URL, and what the project asks for. */
export const deno: EntryFormat = jsonLines({
  unit: '  ',
  strict: null,
  versionOf: (state) => state || null,
  isWhole: (state) => state !== '',
  plain(key, value, state) {
    if (key === 'version') return value === '4' || value === '5' ? { state: value } : null;
    return state !== '' && key !== 'packages' && isRecord(value) ? {} : null;
  },
  opening: (key, bracket, state) =>
    state !== '' && key !== 'packages' && bracket === '{' ? {} : null,
  member(member, read) {
    if (member.section === 'specifiers') return specifier(member);
    if (member.section === 'npm' || member.section === 'jsr') return entry(member, read);
    return member.section === 'workspace' ? asking(member, read) : other(member, read);
  },
});

/** The section with this member alone, and with an answer to each specifier that it asks for. */
function alone(
  { body, section, state }: Member,
  asked: readonly string[],
  read: ReadAlone,
): ReturnType<ReadAlone> {
  const parts = { specifiers: [] as string[], npm: [] as string[], jsr: [] as string[] };
  for (const text of new Set(asked)) {
    const request = requestOf(text);
    if (request === null) continue;
    parts.specifiers.push(`${JSON.stringify(text)}:"0"`);
    parts[request.section].push(`${JSON.stringify(`${request.name}@0`)}:{}`);
  }
  const answers = Object.entries(parts).map(([part, members]) => {
    const all = [...new Set(part === section ? [...members, body] : members)];
    return `"${part}":{${all.join(',')}}`;
  });
  const apart = section in parts ? [] : [`"${section}":{${body}}`];
  return read(`{"version":"${state}",${[...answers, ...apart].join(',')}}`);
}

/** Modules and where they lead to: nothing of them counts. */
function other(member: Member, read: ReadAlone): Said | null {
  const isKnown = isText(member) || alone({ ...member, section: 'other' }, [], read) !== null;
  return isKnown ? {} : null;
}

function specifier(member: Member): Said | null {
  const { key, value } = member;
  const asked = requestOf(key);
  if (asked === null || typeof value !== 'string' || !isText(member)) return null;
  // As version 3 wrote it.
  if (/^(?:npm|jsr):/.test(value)) return null;
  return {
    claims: [`specifier ${key}`],
    offers: [`specifier ${key}`, `specifier ${asked.section}:${asked.name}`],
    needs: [`${asked.section} ${asked.name}@${value}`],
  };
}

function entry(member: Member, read: ReadAlone): Said | null {
  const { key, section, value } = member;
  const asked = textsIn(value, 'dependencies');
  const optional = section === 'npm' ? textsIn(value, 'optionalDependencies') : [];
  const id = idOf(key);
  if (id === null || asked === null || optional === null) return null;
  const isNpm = section === 'npm';
  const found = alone(member, isNpm ? [] : asked, read);
  const offer = `${section} ${key}`;
  if (found === null) return null;
  return {
    packages: found.packages.filter((one) => one.key === key && one.ecosystem === section),
    claims: [offer],
    offers: isNpm ? [offer, `answer ${key}`, `answer ${id.name}`] : [offer],
    needs: isNpm ? [...asked, ...optional].map(answerTo) : asked.map((text) => `specifier ${text}`),
  };
}

/** A name with its version, a name that has one version, or either under an alias. */
function answerTo(text: string): string {
  const alias = text.indexOf('@npm:', 1);
  return alias === -1 ? `answer ${text}` : `npm ${text.slice(alias + '@npm:'.length)}`;
}

/** What the project and its members ask for. A directory in place of a package counts for what packages state. */
function asking(member: Member, read: ReadAlone): Said | null {
  const { key, value } = member;
  if (key === 'links') return null;
  const askers = key === 'members' && isRecord(value) ? Object.values(value) : [{ [key]: value }];
  const asked: string[] = [];
  for (const asker of askers) {
    const manifest = isRecord(asker) ? (own(asker, 'packageJson') ?? {}) : null;
    const texts = [textsIn(asker, 'dependencies'), textsIn(manifest, 'dependencies')];
    for (const list of texts) {
      if (list === null) return null;
      asked.push(...list);
    }
  }
  if (alone(member, asked, read) === null) return null;
  const needs = asked.filter((text) => requestOf(text) !== null);
  return { claims: [`workspace ${key}`], needs: needs.map((text) => `specifier ${text}`) };
}

/** The texts of a list, none where there is no list; null for anything else. */
function textsIn(value: unknown, key: string): readonly string[] | null {
  const list: unknown = isRecord(value) ? (own(value, key) ?? []) : null;
  if (!Array.isArray(list)) return null;
  const found = list.filter((one) => typeof one === 'string');
  return found.length === list.length ? found : null;
}
