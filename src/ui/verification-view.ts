import type { JournalExportResult } from '../app/journal-results.ts';
import type { Verification } from '../journal/verification.ts';
import { labelled, plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const shown = 20;
const hang = 13;

/** What verifying a run found: failures first, then what nobody could check. */
export function verificationText(result: Verification): string {
  const { failures, notChecked, records, run, verified } = result;
  const word = verified
    ? paint(['bold', 'green'], 'VERIFIED')
    : paint(['bold', 'red'], 'DOES NOT VERIFY');
  const hidden = failures.length - shown;
  const name = run === '' ? 'run unknown' : `run ${printable(run)}`;
  return `${[
    ...wrapped(0, `${word}  ${name}, ${plural(records, 'record')}`),
    ...failures
      .slice(0, shown)
      .flatMap(({ check, message }) => labelled(2, check, hang, printable(message))),
    ...(hidden > 0 ? wrapped(2, `and ${hidden} more: --json names them all`) : []),
    ...(notChecked.length === 0 ? [] : ['', paint('bold', 'Not checked')]),
    ...notChecked.flatMap(({ check, why }) => labelled(2, check, hang, printable(why))),
  ].join('\n')}\n`;
}

/** What was written into a bundle. */
export function exportText({ digest, file, files, run, size }: JournalExportResult): string {
  return `${[
    ...wrapped(0, `Run ${printable(run)} written to ${printable(file)}`),
    ...wrapped(2, `${plural(files, 'file')}, ${plural(size, 'byte')}`),
    ...wrapped(2, digest),
    ...wrapped(2, `Check it with: firebreak journal verify ${printable(file)}`),
  ].join('\n')}\n`;
}
