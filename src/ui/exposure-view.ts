import type { ExposedRef, Exposure } from '../exposure/schema.ts';
import { historyLines } from './history-view.ts';
import { labelled, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const hang = 7;

/** What the cells of a row are. */
export const exposureHeads: readonly string[] = [
  'compromised',
  'held by (+ others)',
  'kind',
  'bump',
];

/** One exposure as a row: package, strongest ref and how many more, what is special about it, what to move. */
export function exposureRow(exposure: Exposure): string[] {
  const { dependency, grade, package: one, place } = exposure;
  const [strongest] = place.refs;
  const more = place.refs.length > 1 ? ` +${place.refs.length - 1}` : '';
  const kind = [
    ...(grade === 'locked' ? [] : [grade]),
    ...(dependency.scope === 'unknown' || dependency.scope === 'prod' ? [] : [dependency.scope]),
  ];
  const notes = [kind.join(' '), ...matchWords(exposure), ...registryWords(place)];
  const move = dependency.bump.map((name) =>
    dependency.direct && name === one.name && grade !== 'resolvable'
      ? `itself${aliasWords(dependency, name)}`
      : `${printable(name)}${aliasWords(dependency, name)}`,
  );
  return [
    printable(`${one.name} ${one.version}`),
    strongest === undefined ? nobodyText(exposure) : `${refText(strongest)}${more}`,
    notes.filter((note) => note !== '').join(', '),
    move.join(', '),
  ];
}

/**
 * One exposure whole: the package and its place, which refs hold it, the way to it, what to move,
 * who says that it is compromised and, where the incident has a window, whether it was there then.
 */
export function exposureLines(exposure: Exposure, hasWindow: boolean): string[] {
  const { dependency, grade, package: one, place } = exposure;
  const line = place.lines.length === 0 ? '' : `:${place.lines.join(', ')}`;
  const kind = dependency.direct === null ? '' : dependency.direct ? ', direct' : ', transitive';
  const how = matchWords(exposure)
    .map((words) => `, ${words}`)
    .join('');
  const scope = dependency.scope === 'unknown' ? '' : `, ${dependency.scope}`;
  const head = `${paint('bold', printable(`${one.name} ${one.version}`))}  ${printable(place.path)}${line}  ${grade}${scope}${kind}${how}`;
  return [
    ...wrapped(2, head),
    ...labelled(4, 'on', hang, place.refs.map(refText).join(', ') || nobodyText(exposure)),
    ...(hasWindow ? labelled(4, 'window', hang, windowText(exposure)) : []),
    ...historyLines(exposure, 4, hang),
    ...requestLines(exposure),
    ...pathLines(dependency),
    ...(dependency.bump.length === 0 ? [] : labelled(4, 'bump', hang, bumpText(dependency))),
    ...matchLines(exposure),
    ...sourceLines(exposure),
    ...besideLines(place),
    ...registryLines(place),
  ];
}

/** What was matched, where it is not one exact version. */
function matchWords({ match, matchedBy }: Pick<Exposure, 'match' | 'matchedBy'>): string[] {
  const words = match === undefined ? undefined : kindWords[match.kind];
  if (words !== undefined) return [words];
  return matchedBy === 'version' ? [] : [`by ${matchedBy}`];
}

const kindWords: Partial<Record<NonNullable<Exposure['match']>['kind'], string>> = {
  'any-version': 'any version',
  'whole-scope': 'whole scope',
  range: 'in a range',
  url: 'by address',
};

/** What bumping a dependency means where the manifest calls it something else. */
export function bumpText({
  aliases,
  bump,
}: Pick<Exposure['dependency'], 'aliases' | 'bump'>): string {
  return bump.map((name) => `${printable(name)}${aliasWords({ aliases }, name)}`).join(', ');
}

function aliasWords(
  { aliases = [] }: Pick<Exposure['dependency'], 'aliases'>,
  name: string,
): string {
  const own = aliases.filter((one) => one.name === name).map(({ alias }) => printable(alias));
  return own.length === 0 ? '' : ` (as ${own.join(', ')})`;
}

/** What is asked for, and what that lets in. */
export function requestText({ admits, ranges }: NonNullable<Exposure['request']>): string {
  const asked = ranges.map(printable).join(', ');
  const shown = admits.slice(0, 8).map(printable).join(', ');
  const more = admits.length > 8 ? ` and ${admits.length - 8} more` : '';
  return admits.length === 0
    ? `${asked}, which shares versions with what is sought`
    : `${asked}, which lets in ${shown}${more}`;
}

/** What an install would have made of it, in a few words; nothing in scans that did not ask. */
export function answerText({ answer }: NonNullable<Exposure['request']>): string {
  switch (answer) {
    case 'would':
      return ': an install then would have taken one';
    case 'cannot-say':
      return ': cannot say if one was taken';
    case undefined:
      return '';
  }
}

function requestLines({ request }: Exposure): string[] {
  if (request === undefined) return [];
  const { commands = [], cooldown, reason } = request;
  return [
    ...labelled(4, 'asks', hang, `for ${requestText(request)}${answerText(request)}`),
    ...(reason === undefined ? [] : labelled(4, 'why', hang, printable(reason))),
    ...(cooldown === undefined
      ? []
      : labelled(4, 'waits', hang, printable(`${cooldown.stated} in ${cooldown.at}`))),
    ...(commands.length === 0 ? [] : labelled(4, 'by', hang, commands.map(printable).join(', '))),
  ];
}

function matchLines({ match, request }: Exposure): string[] {
  if (match === undefined || match.kind === 'version' || request !== undefined) return [];
  const held = match.compared === null ? '' : `; found ${printable(match.compared)}`;
  return labelled(4, 'sought', hang, `${printable(match.stated)}${held}`);
}

/** Other lockfiles of the same directory that may be the ones that count, in a word or two each. */
export function besideWords({ beside = [], path }: Exposure['place']): string[] {
  return beside.flatMap(({ path: other, relation }) => {
    if (relation === 'loses') return [];
    const name = printable(nameIn(path, other));
    return [relation === 'wins' ? `${name} wins` : `${name} beside`];
  });
}

const besideSentences: Record<
  NonNullable<Exposure['place']['beside']>[number]['relation'],
  string
> = {
  wins: 'which its manager reads instead of this file',
  loses: 'which its manager passes over for this file',
  'other-manager': 'of another package manager: which of the two a build uses cannot be told',
};

function besideLines({ beside = [] }: Exposure['place']): string[] {
  return beside.flatMap(({ path, relation }) =>
    labelled(4, 'beside', hang, `${printable(path)}, ${besideSentences[relation]}`),
  );
}

function nameIn(path: string, other: string): string {
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  return other.startsWith(directory) ? other.slice(directory.length) : other;
}

function registryWords({ registry }: Exposure['place']): string[] {
  return registry === undefined ? [] : [`from ${printable(registry.own)}`];
}

function registryLines({ registry }: Exposure['place']): string[] {
  if (registry === undefined) return [];
  const [own, most] = [printable(registry.own), printable(registry.most)];
  return labelled(
    4,
    'from',
    hang,
    `${own}, most of the file from ${most}: if that registry serves your own packages, scan with --private-registry ${own}`,
  );
}

const windowWords: Record<Exposure['window']['overlap'], (there: string) => string> = {
  inside: (there) => `it was ${there} during the window`,
  outside: (there) => `it was not ${there} during the window`,
  unknown: (there) => `cannot say whether it was ${there} during the window`,
};

/** Of what a range lets in, only the asking is known. */
function windowText({ grade, window }: Exposure): string {
  return windowWords[window.overlap](grade === 'resolvable' ? 'asked for' : 'there');
}

/** Lists that name the package, each with its vendors where they are few. */
function sourceLines({ statedBy }: Exposure): string[] {
  const lists = Object.entries(statedBy).map(([list, vendors]) => {
    if (vendors.length === 0) return printable(list);
    const few = vendors.length <= 3;
    return `${printable(list)} (${few ? vendors.map(printable).join(', ') : `${vendors.length} vendors`})`;
  });
  return lists.length === 0 ? [] : labelled(4, 'lists', hang, lists.join(', '));
}

function nobodyText({ history }: Exposure): string {
  return history === undefined ? '' : 'nothing now';
}

function refText({ class: kind, name }: ExposedRef): string {
  if (kind === 'worktree') return 'work tree';
  const label =
    kind === 'tag' || kind === 'default' ? `${printable(name)} (${kind})` : printable(name);
  return kind === 'default' || kind === 'branch' ? paint('red', label) : label;
}

function pathLines({ cutShort = [], paths, pathsTotal }: Exposure['dependency']): string[] {
  const [shortest] = paths;
  if (shortest === undefined) return [];
  const others = BigInt(pathsTotal) - 1n;
  const more =
    others > 0n
      ? paint(
          'dim',
          `  (${others === 1n ? '1 other path' : `${others.toLocaleString('en')} other paths`})`,
        )
      : '';
  const cut = cutShort.includes('paths') ? paint('dim', '  (search given up)') : '';
  return labelled(4, 'path', hang, `${pathText(shortest)}${more}${cut}`);
}

/** A path from an importer to a package; an importer without a name of its own is the root. */
export function pathText(path: readonly string[]): string {
  return path
    .map((step, index) => (index === 0 && step === '.' ? '(root)' : printable(step)))
    .join(' > ');
}
