import type { DoctorCheck, DoctorReader, DoctorResult } from '../app/doctor/results.ts';
import { labelled, plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const hang = 16;

const marks: Record<DoctorCheck['status'], string> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'FAILED',
};

/** What was checked, a line each; of readers those that failed, with what they did not do. */
export function doctorText(result: DoctorResult): string {
  const { checks, readers } = result;
  const failed = readers.filter(({ failures }) => failures.length > 0);
  const found = readers.length - failed.length;
  const controls = readers.reduce((sum, reader) => sum + reader.controls.length, 0);
  const status = failed.length === 0 ? 'ok' : 'failed';
  const summary = `${found} of ${plural(readers.length, 'reader')} found what was planted in ${plural(controls, 'file')}`;
  return `${[
    ...headLines(result),
    ...checks.flatMap((check) =>
      labelled(2, check.id, hang, `${painted(check.status)} ${printable(check.message)}`),
    ),
    ...labelled(2, 'readers', hang, `${painted(status)} ${summary}`),
    ...failed.flatMap(failureLines),
  ].join('\n')}\n`;
}

/** What each reader sees, as a table, and below it what it cannot. */
export function readersText(result: DoctorResult): string {
  const { readers, unread } = result;
  const formats = unread.map(({ format }) => format);
  const blind = readers.filter((reader) => reader.blind.length > 0);
  return `${[
    ...headLines(result),
    '',
    ...table(0, [
      ['reader', 'plants', 'edges', 'importers', 'dev', 'hashes', 'versions'].map((heading) =>
        paint('dim', heading),
      ),
      ...readers.map(rowOf),
    ]),
    ...legendLines(),
    ...readers.flatMap(failureLines),
    ...(blind.length === 0 ? [] : ['', paint('bold', 'What they cannot show')]),
    ...blind.flatMap((reader) => [
      `  ${reader.id}`,
      ...reader.blind.flatMap((sentence) => wrapped(4, printable(sentence))),
    ]),
    '',
    ...labelled(
      0,
      paint('bold', 'Not read'),
      10,
      `${formats.join(', ')}: these make coverage incomplete`,
    ),
  ].join('\n')}\n`;
}

function headLines({ checks, readers, sound, version }: DoctorResult): string[] {
  const faults =
    checks.filter(({ status }) => status === 'failed').length +
    readers.filter(({ failures }) => failures.length > 0).length;
  const verdict = sound
    ? paint(['bold', 'green'], 'SOUND')
    : `${paint(['bold', 'red'], 'NOT SOUND')}  ${plural(faults, 'fault')}: trust no answer until ${faults === 1 ? 'it is' : 'they are'} mended`;
  return wrapped(0, `${verdict}  ${paint('dim', `firebreak ${printable(version)}`)}`);
}

function rowOf(reader: DoctorReader): string[] {
  const { controls, dev, edges, failures, id, importers, integrity, kind, versions } = reader;
  return [
    id,
    failures.length > 0 ? painted('failed') : `${controls.length} ok`,
    edges,
    importers,
    dev,
    integrity,
    kind === 'lockfile' ? versionsText(versions) : `a ${kind}`,
  ];
}

/** Of many versions the first and the last: --json names them all. */
function versionsText(versions: readonly string[]): string {
  const named = versions.filter((version) => version !== '').map(printable);
  return named.length > 3 ? `${named[0]} to ${named.at(-1)}` : named.join(', ');
}

function legendLines(): string[] {
  const words = [
    ['plants', 'files with a planted package that it was given, and found it in'],
    ['edges', 'what asks for what: in all files, in some, in none'],
    ['importers', 'what the project asks for: in the file, in a companion beside it, nowhere'],
    ['dev', 'development packages: marked in the file, told by the graph, not told'],
    ['hashes', 'of the artefact that a registry serves, of something of its own, none'],
  ] as const;
  return ['', ...words.flatMap(([word, text]) => labelled(2, paint('dim', word), 11, text))];
}

function failureLines({ failures, id, version }: DoctorReader): string[] {
  return failures.flatMap(({ control, message }) =>
    wrapped(
      4,
      `${paint('red', `${id}@${version}`)} ${control === null ? '' : `${printable(control)}: `}${printable(message)}`,
    ),
  );
}

function painted(status: DoctorCheck['status']): string {
  const style = { ok: 'green', warning: 'yellow', failed: 'red' } as const;
  return paint(status === 'failed' ? ['bold', 'red'] : style[status], marks[status]);
}
