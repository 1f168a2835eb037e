import type { InspectResult } from '../app/results.ts';
import { plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** What a lockfile states, a package a line. */
export function inspectText({ artefact, edges, packages, problems }: InspectResult): string {
  const version =
    artefact.formatVersion === '' ? '' : ` version ${printable(artefact.formatVersion)}`;
  const rows = packages.map((row) => [
    row.lines.length === 0 ? '' : String(row.lines[0]),
    printable(row.version === '' ? row.name : `${row.name}@${row.version}`),
    row.scope,
    row.direct === null ? '' : row.direct ? 'direct' : 'transitive',
    row.source,
  ]);
  return `${[
    ...wrapped(0, `${paint('bold', printable(artefact.path))}  ${artefact.format}${version}`),
    ...wrapped(2, `${plural(packages.length, 'package')}, ${plural(edges, 'edge')}`),
    ...wrapped(2, artefact.digest),
    ...problems.flatMap(({ code, line, message }) =>
      wrapped(
        2,
        paint('yellow', `${line === null ? '' : `line ${line}: `}${printable(message)} ${code}`),
      ),
    ),
    ...table(2, rows),
  ].join('\n')}\n`;
}
