import { isRecord } from '../reading/value.ts';
import type { LockedPackage } from '../types.ts';
import type { ReadAlone, Step } from './format.ts';
import { neededBy, valueIn } from './pnpm-references.ts';
import { front, isBelow, linksOf, type Place, placeOf } from './pnpm-place.ts';

/** A project, and what stands in it. What pnpm writes in quotes has no escapes here. */
const projectLine = /^ {2}(?:'([^'\\\n]+)'|([A-Za-z0-9./_][^'"\\\n:]*)):(?: \{\})?\n+$/;
const groupLine = /^ {4}([A-Za-z]{1,64}):\n$/;
const scalarLine = /^ {4}([A-Za-z]{1,64}): [^\n]+\n+$/;
const itemLine = /^ {6}(?:'([^'\\\n]+)'|([A-Za-z0-9._/][^'"\\\n:]*)):/;

/**
 * A block of `importers`: the line of a project, of one of its sections, or what the project asks for under one name.
 * They state links alone.
 */
export function importer(place: Place, block: string, read: ReadAlone): Step | null {
  if (block.startsWith('      ')) return item(place, block, read);
  if (block.startsWith('    ')) return section(place, block, read);
  const path = pathOf(block);
  // Numbers come first in the reader's order, wherever they stand.
  if (path === null || /^\d+$/.test(path) || isOpen(place)) return null;
  const isFilled = /: \{\}\n+$/.test(block);
  const line = `${block.trimEnd()}\n`;
  const next = placeOf({ ...place, importer: isFilled ? '' : line, group: '', isFilled });
  const claims = [`importers ${path}`];
  if (!isFilled) return block === line ? { next, claims } : null;
  const found = read(`${front(place.version, false)}importers:\n\n${block}`);
  return found === null || found.packages.length > 0 ? null : { next, claims };
}

/** Null where the reader finds a problem, or anything but links. */
function linksIn(text: string, version: string, read: ReadAlone): readonly LockedPackage[] | null {
  const found = read(text);
  if (found === null || found.formatVersion !== version) return null;
  const links = linksOf(found);
  return links.length === found.packages.length ? links : null;
}

/** What `specifiers` asks for needs a section that says what it got. */
function answersOf(
  asked: string,
  group: string,
  needs: readonly string[],
): Pick<Step, 'needs' | 'offers'> {
  const key = `answer ${asked}`;
  return group === '    specifiers:\n' ? { needs: [...needs, key] } : { needs, offers: [key] };
}

function pathOf(line: string): string | null {
  const match = projectLine.exec(line);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Whether a line stands open: the project's own, or that of a section of it. */
function isOpen({ importer: project, isFilled }: Place): boolean {
  return !isFilled && project !== '';
}

function section(place: Place, block: string, read: ReadAlone): Step | null {
  if (place.importer === '' || (isOpen(place) && place.group !== '')) return null;
  const name = groupLine.exec(block)?.[1];
  if (name !== undefined) {
    const next = placeOf({ ...place, group: block, isFilled: false });
    return { next, claims: [`${place.importer} ${name}`] };
  }
  const scalar = scalarLine.exec(block)?.[1];
  if (scalar === undefined) return null;
  const found = read(`${front(place.version, false)}importers:\n\n${place.importer}${block}`);
  if (found === null || found.packages.length > 0) return null;
  const next = placeOf({ ...place, group: '', isFilled: true });
  return { next, claims: [`${place.importer} ${scalar}`] };
}

function item(place: Place, block: string, read: ReadAlone): Step | null {
  const { group, importer: project, version } = place;
  const [, quoted, bare] = itemLine.exec(block) ?? [];
  const name = quoted ?? bare;
  if (name === undefined || group === '' || !isBelow(block, 6)) return null;
  const text = `${front(version, false)}importers:\n\n${project}${group}${block}`;
  const path = pathOf(project);
  const owner = path === null ? undefined : valueIn(text, ['importers', path]);
  const asked = neededBy(owner, version, 'project');
  if (asked === null) return null;
  const links = isRecord(owner) && !asked.links ? [] : linksIn(text, version, read);
  if (links === null) return null;
  return {
    next: place.isFilled ? place : placeOf({ ...place, isFilled: true }),
    linked: links,
    claims: [
      `${project} ${group} ${name}`,
      // Which of two links of one project counts follows from the order in which the reader takes its sections.
      ...links.map(({ key }) => `${project} links ${key}`),
    ],
    ...answersOf(`${project} ${name}`, group, asked.needs),
  };
}
