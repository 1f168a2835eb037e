import type { ExposedRef, Exposure } from '../exposure/schema.ts';
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
export function exposureRow({
  dependency,
  grade,
  matchedBy,
  package: one,
  place,
}: Exposure): string[] {
  const [strongest] = place.refs;
  const more = place.refs.length > 1 ? ` +${place.refs.length - 1}` : '';
  const kind = [
    ...(grade === 'locked' ? [] : [grade]),
    ...(dependency.scope === 'unknown' || dependency.scope === 'prod' ? [] : [dependency.scope]),
    ...(matchedBy === 'version' ? [] : [`by ${matchedBy}`]),
  ];
  const move = dependency.bump.map((name) =>
    dependency.direct && name === one.name ? 'itself' : printable(name),
  );
  return [
    printable(`${one.name} ${one.version}`),
    `${strongest === undefined ? '' : refText(strongest)}${more}`,
    kind.join(' '),
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
  const how = exposure.matchedBy === 'version' ? '' : `, by ${exposure.matchedBy}`;
  const scope = dependency.scope === 'unknown' ? '' : `, ${dependency.scope}`;
  const head = `${paint('bold', printable(`${one.name} ${one.version}`))}  ${printable(place.path)}${line}  ${grade}${scope}${kind}${how}`;
  return [
    ...wrapped(2, head),
    ...labelled(4, 'on', hang, place.refs.map(refText).join(', ')),
    ...(hasWindow ? labelled(4, 'window', hang, windowWords[exposure.window.overlap]) : []),
    ...pathLines(dependency),
    ...(dependency.bump.length === 0
      ? []
      : labelled(4, 'bump', hang, dependency.bump.map(printable).join(', '))),
    ...sourceLines(exposure),
  ];
}

const windowWords: Record<Exposure['window']['overlap'], string> = {
  inside: 'it was there during the window',
  outside: 'it was not there during the window',
  unknown: 'cannot say whether it was there during the window',
};

/** Lists that name the package, each with its vendors where they are few. */
function sourceLines({ statedBy }: Exposure): string[] {
  const lists = Object.entries(statedBy).map(([list, vendors]) => {
    if (vendors.length === 0) return printable(list);
    const few = vendors.length <= 3;
    return `${printable(list)} (${few ? vendors.map(printable).join(', ') : `${vendors.length} vendors`})`;
  });
  return lists.length === 0 ? [] : labelled(4, 'lists', hang, lists.join(', '));
}

function refText({ class: kind, name }: ExposedRef): string {
  if (kind === 'worktree') return 'work tree';
  const label =
    kind === 'tag' || kind === 'default' ? `${printable(name)} (${kind})` : printable(name);
  return kind === 'default' || kind === 'branch' ? paint('red', label) : label;
}

function pathLines({ paths, pathsTotal }: Exposure['dependency']): string[] {
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
  return labelled(4, 'path', hang, `${pathText(shortest)}${more}`);
}

/** A path from an importer to a package; an importer without a name of its own is the root. */
export function pathText(path: readonly string[]): string {
  return path
    .map((step, index) => (index === 0 && step === '.' ? '(root)' : printable(step)))
    .join(' > ');
}
