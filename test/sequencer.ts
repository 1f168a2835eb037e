import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Suites that take longest, longest first: one that begins last would keep a worker waiting. */
const long = [
  'e2e/crash.test.ts',
  'registry-freeze/freeze.test.ts',
  'e2e/demo.test.ts',
  'containment/still-installed.test.ts',
  'e2e/respond.test.ts',
  'demo/stand-ins.test.ts',
  'journal/tampering-journal.test.ts',
  'machine/random-runs.test.ts',
  'repositories-pin/pin.test.ts',
  'repositories-rebuild/rebuild.test.ts',
];

/** The order in which test files begin. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // The base class's own, not an array's.
    // oxlint-disable-next-line unicorn/no-array-sort
    const others = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = long.findIndex((end) => moduleId.endsWith(end));
      return place === -1 ? long.length : place;
    };
    return others.toSorted((a, b) => rank(a) - rank(b));
  }
}
