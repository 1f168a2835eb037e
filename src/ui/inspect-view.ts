import type { InspectResult } from '../app/results.ts';
import { labelled, plural, table } from './layout.ts';
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
    `${paint('bold', printable(artefact.path))}  ${artefact.format}${version}`,
    ...labelled(2, '', 0, `${plural(packages.length, 'package')}, ${plural(edges, 'edge')}`),
    ...labelled(2, '', 0, artefact.digest),
    ...problems.flatMap(({ code, line, message }) =>
      labelled(
        2,
        '',
        0,
        paint('yellow', `${line === null ? '' : `line ${line}: `}${printable(message)} ${code}`),
      ),
    ),
    ...table(2, rows),
  ].join('\n')}\n`;
}
