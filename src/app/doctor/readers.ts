import type { LockfileReader } from '../../lockfile/types.ts';
import { brokenClaims, shownBy } from './claims.ts';
import { findsPlant, missesNothing } from './control-checks.ts';
import type { DoctorReader } from './results.ts';

/**
 * Gives every reader its controls, and says what each did not do as it must. A reader that has no control has shown
 * nothing, which is a failure like any other; one that throws has failed that control.
 */
export function checkReaders(readers: readonly LockfileReader[]): DoctorReader[] {
  return readers.map((reader) => checkReader(reader, readers));
}

function checkReader(reader: LockfileReader, readers: readonly LockfileReader[]): DoctorReader {
  const { ecosystems, id, kind, sees, version } = reader;
  const failures: DoctorReader['failures'] = [];
  const attempt = <Value>(control: string | null, look: () => Value): Value | null => {
    try {
      return look();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ control, message: `reading it threw: ${reason}` });
      return null;
    }
  };
  const controls = attempt(null, () => reader.controls()) ?? [];
  if (controls.length === 0)
    failures.push({ control: null, message: 'no control says what it can find' });
  const shown = controls.flatMap((control) => {
    const { title } = control;
    const found = attempt(title, () => [
      ...findsPlant(reader, control, readers),
      ...missesNothing(reader, control),
    ]);
    failures.push(...(found ?? []).map((message) => ({ control: title, message })));
    return attempt(title, () => shownBy(reader, control)) ?? [];
  });
  failures.push(...brokenClaims(reader, shown).map((message) => ({ control: null, message })));
  return {
    id,
    version,
    kind,
    ecosystems: [...ecosystems],
    ...sees,
    versions: [...sees.versions],
    blind: [...sees.blind],
    controls: controls.map(({ title }) => title),
    failures,
  };
}
