import type { Doors } from '../../host/doors.ts';
import { surveyRepository } from '../git/repository.ts';
import { targetOf } from '../sightings.ts';
import type { ExpandOptions, Source, Target } from '../target.ts';
import { addressOf } from './address.ts';
import { blobFetcher } from './blob-fetcher.ts';
import { mirrorOf, noMirror, refreshMirror } from './mirror.ts';
import { readRecord } from './mirror-record.ts';

/** A git repository at a URL. It is mirrored without contents, and those that state packages are fetched as well. */
export const remoteSource: Source = { id: 'remote', needs: ['git'], expand };

async function expand(
  argument: string,
  { history = null, mirrors, refs, signs = null }: ExpandOptions,
  doors: Doors,
): Promise<readonly Target[] | null> {
  const address = mirrors === undefined ? null : addressOf(argument);
  if (mirrors === undefined || address === null) return null;
  const gitDir = mirrorOf(address, mirrors);
  if (mirrors.offline && (await readRecord(gitDir, doors.files)) === null) throw noMirror(address);
  const { origin, url } = address;
  const place = { gitDir, commonDir: gitDir };
  const fetcher = blobFetcher(address, mirrors, doors);
  const key = `repository ${gitDir}`;
  return [
    targetOf({
      name: origin?.path ?? url,
      origin,
      kind: 'repository',
      place: url,
      identity: origin === null ? `repository ${gitDir}` : `origin ${origin.host}/${origin.path}`,
      parts: [
        {
          key,
          kind: 'repository',
          rank: 0,
          // Only when its turn comes: a thousand URLs are not fetched before the first is read.
          async *look(known, own, session) {
            yield* await refreshMirror(address, mirrors, own);
            // One that was mirrored whole lacks nothing that could be asked for.
            const isWhole = (await readRecord(gitDir, own.files))?.filtered === false;
            const look = { refs, history, signs, fetchBlobs: isWhole ? null : fetcher };
            yield* surveyRepository({ place, key, look, known, doors: own, session });
          },
        },
      ],
    }),
  ];
}
