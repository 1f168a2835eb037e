import { baseName } from '../../lockfile/reading/path.ts';
import type { Control, LockfileReader } from '../../lockfile/types.ts';
import { incidentOfAny, incidentOfBytes, incidentOfVersion } from './incidents.ts';
import { type Find, findsIn, readControl } from './look.ts';

/** A version that no control holds. */
const otherVersion = '6.6.7';

/**
 * What a reader does not do with a control as it must, in sentences; empty where it finds the plant, by the very way a
 * scan takes, and nothing else. `readers` are all there are: the file must reach this one by its path.
 */
export function findsPlant(
  reader: LockfileReader,
  control: Control,
  readers: readonly LockfileReader[],
): string[] {
  const { bytes, path, plant } = control;
  const reading = readControl(reader, control, bytes);
  const owners = readers.filter((one) => one.matches(path));
  // A file may be read for what it starts as well: its first reader is another then.
  const owner = owners.find(({ kind }) => kind !== 'launcher') ?? owners[0];
  const finds = findsIn(reader, reading, incidentOfVersion(plant));
  const integrity = finds[0]?.hit?.locked.integrity ?? null;
  const [problem] = reading.problems;
  return [
    ...unless(owner?.id === reader.id, `${path} is read by ${owner?.id ?? 'no reader'}`),
    ...unless(problem === undefined, `a sound file shows a problem: ${problem?.message}`),
    ...unless(finds.length === 1, `the plant was found ${times(finds.length)}, not once`),
    ...unless(
      findsIn(reader, reading, incidentOfAny(plant)).length === 1,
      'the plant was not found where every version is sought',
    ),
    ...unless(
      integrity === null || findsIn(reader, reading, incidentOfBytes(integrity)).length > 0,
      'the plant was not found by its integrity',
    ),
    ...unless(
      findsIn(reader, reading, incidentOfVersion({ ...plant, version: otherVersion })).length === 0,
      'another version of the plant was found, which is not there',
    ),
    ...unless(
      findsIn(reader, reading, incidentOfVersion({ ...plant, name: `${plant.name}-x` })).length ===
        0,
      'a package was found that is not there',
    ),
    ...lineFailures(control, finds[0]),
  ];
}

/** The same of what is no plant: a file that was cut, one with another version, and one without a byte. */
export function missesNothing(reader: LockfileReader, control: Control): string[] {
  const { bytes, plant } = control;
  const sought = incidentOfVersion(plant);
  const half = readControl(reader, control, bytes.subarray(0, Math.trunc(bytes.length / 2)));
  const empty = readControl(reader, control, new Uint8Array(0));
  const changed = withOtherVersion(control);
  const other = changed === null ? null : readControl(reader, control, changed);
  return [
    ...unless(
      half.problems.length > 0 || findsIn(reader, half, sought).length > 0,
      'a file cut in the middle lost the plant and showed no problem',
    ),
    ...unless(empty.problems.length > 0, 'a file without a byte showed no problem'),
    ...unless(
      other === null || findsIn(reader, other, sought).length === 0,
      'the plant was found in a file that holds another version of it',
    ),
  ];
}

/** The control with another version of the plant, of the same length; null in a file that does not spell it out. */
function withOtherVersion({ bytes, plant }: Control): Uint8Array | null {
  const text = textOf(bytes);
  return text?.includes(plant.version)
    ? new TextEncoder().encode(text.replaceAll(plant.version, otherVersion))
    : null;
}

function lineFailures({ bytes, plant }: Control, find: Find | undefined): string[] {
  const text = textOf(bytes);
  if (text === null || find === undefined) return [];
  const line = text.split('\n')[find.line - 1] ?? '';
  return unless(
    line.toLowerCase().includes(baseName(plant.name).toLowerCase()),
    `the plant is said to stand on line ${find.line}, which does not name it`,
  );
}

/** Null where the bytes are no text. */
function textOf(bytes: Uint8Array): string | null {
  return bytes.includes(0) ? null : new TextDecoder().decode(bytes);
}

function times(count: number): string {
  return count === 0 ? 'not at all' : `${count} times`;
}

function unless(holds: boolean, message: string): string[] {
  return holds ? [] : [message];
}
