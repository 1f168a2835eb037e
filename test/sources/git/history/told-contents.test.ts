import { expect, it } from 'vitest';
import {
  type ReadInThread,
  readAsTold,
  segmentTeller,
} from '../../../../src/sources/git/history/told-contents.ts';
import { seeded } from './support.ts';

function stated(...ids: readonly (readonly number[])[]): ReadInThread {
  return {
    kind: 'stated',
    digest: 'sha256:x',
    describes: 'resolution',
    formatVersion: '3',
    problems: [],
    documents: ids.map((one) => ({ label: 'project', ids: Uint32Array.from(one) })),
  };
}

/** What comes out, by other ids. */
function told(
  read: readonly (readonly [asker: number, read: ReadInThread])[],
  translate: (id: number) => number,
): ReadInThread[] {
  const teller = segmentTeller();
  for (const [asker, one] of read) teller.add(asker, one);
  const { ids, told: contents } = teller.finish();
  return [...readAsTold({ ids: ids.map(translate), told: contents })];
}

it('versions of several files come out as they went in, by ids of another order', () => {
  const below = seeded(7);
  const versions = Array.from({ length: 300 }, (): [number, ReadInThread] => {
    if (below(20) === 0) return [below(3), { kind: 'failed', failed: { status: 'missing' } }];
    if (below(20) === 0) return [below(3), { kind: 'left' }];
    const documents = Array.from({ length: below(3) }, () =>
      Array.from({ length: 40 }, (_, id) => id).filter(() => below(4) > 0),
    );
    return [below(3), stated(...documents)];
  });

  const found = told(versions, (id) => 1000 - id);

  const expected = versions.map(([, one]) =>
    one.kind === 'stated'
      ? {
          ...one,
          documents: one.documents.map((document) => ({
            ...document,
            ids: document.ids.map((id) => 1000 - id).toSorted(),
          })),
        }
      : one,
  );
  expect(found).toEqual(expected);
});

it('a version that states the same as the one before shares its ids', () => {
  const found = told(
    [
      [0, stated([1, 2])],
      [1, stated([5])],
      [0, stated([1, 2])],
    ],
    (id) => id,
  );

  const [first, , third] = found.map((one) =>
    one.kind === 'stated' ? one.documents[0]?.ids : null,
  );
  expect(third).toBe(first);
});
