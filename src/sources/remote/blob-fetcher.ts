import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import type { FetchBlobs } from '../git/fetch-blobs.ts';
import type { Address } from './address.ts';
import { fetchObjects, fetchWhole } from './fetch-mirror.ts';
import { type MirrorGit, mirrorGit } from './mirror-git.ts';
import type { MirrorHome } from './mirror-home.ts';
import { readRecord, writeRecord } from './mirror-record.ts';

/** Ids asked for at once: 510 kB, half of what git sends to a web server in one piece. */
const maxAsked = 10_000;

/** Objects that a server turns out not to have, before it is given up. Each costs a request. */
const maxUnknown = 16;

/** What brings blobs into the mirror of an address. Does nothing where the network is to be left alone. */
export function blobFetcher(address: Address, home: MirrorHome, doors: Doors): FetchBlobs {
  let given = home.offline;
  return async (gitDir, oids) => {
    if (given || oids.length === 0) return;
    const git = mirrorGit(address, gitDir, doors, home.fetching);
    try {
      // Two that ask for the same would get it twice.
      const lock = await home.lock(gitDir);
      try {
        given = await bring(git, address, oids, home, doors);
      } finally {
        await lock.release();
      }
    } catch (error) {
      doors.signal.throwIfAborted();
      if (!(error instanceof FirebreakError)) throw error;
      home.tell(`contents are missing in the mirror: ${error.message}`);
    }
  };
}

/** Gives whether asking again makes no sense. */
async function bring(
  git: MirrorGit,
  address: Address,
  oids: readonly string[],
  home: MirrorHome,
  doors: Doors,
): Promise<boolean> {
  const missing = await missingOf(git, oids);
  const unknown = new Set<string>();
  for (let from = 0; from < missing.length;) {
    const asked = missing.slice(from, from + maxAsked).filter((oid) => !unknown.has(oid));
    const answer =
      asked.length === 0 ? ({ status: 'had' } as const) : await fetchObjects(git, address, asked);
    if (answer.status === 'had') from += maxAsked;
    else if (answer.status === 'refused') {
      home.tell(
        `${address.url} is mirrored whole: its server gives no contents one by one when asked to`,
      );
      await fetchWhole(git, address);
      await sayWhole(git.gitDir, doors);
      return true;
    } else if (unknown.has(answer.oid) || unknown.size === maxUnknown) {
      home.tell(`${address.url}: the server lacks contents that its own trees name`);
      return true;
    } else unknown.add(answer.oid);
  }
  return false;
}

async function missingOf(git: MirrorGit, oids: readonly string[]): Promise<string[]> {
  const distinct = [...new Set(oids)].filter((oid) => /^[0-9a-f]{40,64}$/.test(oid));
  const asked = ['cat-file', '--batch-check=%(objectname)', '--buffer'];
  const answers = await git.local(asked, distinct.map((oid) => `${oid}\n`).join(''));
  return answers.split('\n').flatMap((line) => {
    const [oid, status] = line.split(' ');
    return oid !== undefined && status === 'missing' ? [oid] : [];
  });
}

/** From now on everything is fetched. */
async function sayWhole(gitDir: string, { files }: Doors): Promise<void> {
  const record = await readRecord(gitDir, files);
  if (record !== null) await writeRecord(gitDir, { ...record, filtered: false }, files);
}
