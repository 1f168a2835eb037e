import type { Artefact } from '../../sources/types.ts';
import type { Sheet } from '../pack/build.ts';
import { checksumOf, type Summed } from '../statement/checksum.ts';
import type { FindSpace } from '../statement/spaces.ts';

/** An artefact ready to be kept. */
export interface Prepared {
  readonly sheets: readonly Sheet[];
  /** Tells apart what the same bytes say under another name: some formats are told by it. */
  readonly checksum: Uint8Array;
  /** Statements of packages, over all documents. */
  readonly pairs: number;
  readonly problems: string | null;
  /** By document, as JSON; null where none has any. */
  readonly installs: string | null;
}

/** Turns an artefact's documents into codes, and sums up what they state. */
export function prepare(spaceOf: FindSpace, { reading }: Artefact): Prepared {
  const problems = problemsText(reading);
  const hasInstalls = reading.documents.some(({ installs }) => installs !== undefined);
  const installs = hasInstalls
    ? JSON.stringify(reading.documents.map((one) => one.installs ?? null))
    : null;
  let pairs = 0;
  const summed: Summed[] = [];
  const sheets = reading.documents.map((document): Sheet => {
    const { label } = document;
    const space = spaceOf(document.statements?.table);
    const codes = space.codesOf(document);
    summed.push({ label, sums: space.sums(codes), count: codes.length });
    pairs += document.requests === undefined ? codes.length : codes.filter(isPackage).length;
    return { label, space, codes };
  });
  return { sheets, checksum: checksumOf(problems, installs, summed), pairs, problems, installs };
}

/** The problems of a reading as they are kept; null where it has none. */
export function problemsText({ problems }: Artefact['reading']): string | null {
  return problems.length === 0 ? null : JSON.stringify(problems);
}

function isPackage(code: number): boolean {
  return (code & 1) === 0;
}
