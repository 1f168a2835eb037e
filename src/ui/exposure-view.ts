import type { Exposure } from '../exposure/schema.ts';
import { count, labelled } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const hang = 7;
const maxRefs = 6;

/** One exposure: the package and its place, which refs hold it, the way to it, and what to move. */
export function exposureLines(exposure: Exposure): string[] {
  const { dependency, grade, package: one, place } = exposure;
  const line = place.lines[0] === undefined ? '' : `:${place.lines[0]}`;
  const kind = dependency.direct === null ? '' : dependency.direct ? ', direct' : ', transitive';
  const how = exposure.matchedBy === 'version' ? '' : `, by ${exposure.matchedBy}`;
  const scope = dependency.scope === 'unknown' ? '' : `, ${dependency.scope}`;
  const head = `${paint('bold', printable(`${one.name} ${one.version}`))}  ${printable(place.path)}${line}  ${grade}${scope}${kind}${how}`;
  return [
    ...labelled(2, '', 0, head),
    ...labelled(4, 'on', hang, refsText(exposure)),
    ...pathLines(dependency),
    ...(dependency.bump.length === 0
      ? []
      : labelled(4, 'bump', hang, dependency.bump.map(printable).join(', '))),
  ];
}

/** Refs by class, the strongest first: `main (default), worktree, 3 pull requests: refs/pull/1/head, …`. */
function refsText({ place, window }: Exposure): string {
  const shown = place.refs.slice(0, maxRefs).map(({ class: kind, name }) => {
    const label = kind === 'worktree' ? 'work tree' : `${printable(name)} (${kind})`;
    return kind === 'default' || kind === 'branch' ? paint('red', label) : label;
  });
  const more = place.refs.length - shown.length;
  const inside = window.overlap === 'inside' ? '; there inside the window' : '';
  return `${shown.join(', ')}${more > 0 ? ` and ${count(more, 'more ref')}` : ''}${inside}`;
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
  return labelled(4, 'path', hang, `${shortest.map(printable).join(' > ')}${more}`);
}
