import { expect, it } from 'vitest';
import { Tally } from '../../src/exposure/tally.ts';
import type { Place, Ref, Sighting } from '../../src/sources/types.ts';

/** A broken lockfile at one path, at a ref or in the past alone. */
function broken(digest: string, ref: Pick<Ref, 'class' | 'name'> | null): Sighting {
  const refs = ref === null ? [] : [{ ...ref, commit: null, committedAt: null }];
  const place: Place = { path: 'yarn.lock', refs, beside: [] };
  const problems = [{ code: 'SYNTAX', message: digest, line: 3 } as const];
  const reading = { formatVersion: '', describes: 'resolution', documents: [], problems } as const;
  const artefact = { digest, reader: 'yarn-lock@2', ecosystems: ['npm'], reading };
  return { kind: 'sighting', source: 'git', artefact, places: () => [place] };
}

it('of versions of a file that are broken alike the one at the strongest ref is named, in whichever order they come', () => {
  const versions = [
    broken('past', null),
    broken('pull 2', { class: 'pull', name: 'refs/pull/2/head' }),
    broken('pull 1', { class: 'pull', name: 'refs/pull/1/head' }),
    broken('branch b', { class: 'branch', name: 'topic' }),
    broken('branch a', { class: 'branch', name: 'topic' }),
  ];

  const named = [versions, versions.toReversed(), versions.slice(0, 3), versions.slice(0, 1)].map(
    (own) => {
      const tally = new Tally('acme/web', null);
      for (const one of own) tally.sighting(one);
      return tally.problems().map(({ message, ref }) => [message, ref]);
    },
  );

  expect(named).toEqual([
    [['branch a', 'topic']],
    [['branch a', 'topic']],
    [['pull 1', 'refs/pull/1/head']],
    [['past', null]],
  ]);
});
