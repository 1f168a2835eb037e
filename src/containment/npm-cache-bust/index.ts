import { z } from 'zod';
import { FirebreakError } from '../../errors.ts';
import { count, jsonBytes, some } from '../bytes.ts';
import { compromisedOf } from '../compromised.ts';
import { type Action, action, type ActionTarget, type World } from '../types.ts';
import { type CacheDirectory, openCache } from './cache-directory.ts';
import { type Findings, searchCache, shownFindings } from './findings.ts';
import { knownHashes } from './known-hashes.ts';
import { installOffline, type Sample } from './offline.ts';
import { keepTarballs, removeFromCache } from './removal.ts';
import { sampleOf } from './sample.ts';

const Args = z.strictObject({});

type Seen = Findings & {
  readonly cache: string;
  readonly path: string;
  /** What an offline installation is tried with. */
  readonly sample: Sample | null;
};

/** What is taken out of a cache, exactly. */
type Bust = Omit<Seen, 'entries' | 'unnamed'>;

const bust: Action<z.infer<typeof Args>, Seen, Bust> = {
  id: 'npm-cache.bust',
  version: 1,
  about: 'Takes compromised tarballs, and documents that lead to them, out of npm caches.',
  args: Args,
  semantics: { repeat: 'safe', observable: true, undo: false },
  harmless: false,
  // A cache of tens of thousands of entries is read within seconds; npm is started twice.
  pace: { lane: 'disk', seconds: 15 },
  probe: 'cache-clear',
  selectors: ['caches'],

  async targets({ site }) {
    const caches = site?.caches ?? [];
    const targets = caches
      .map(({ name }): ActionTarget => ({ name, about: null }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return { targets, none: targets.length === 0 ? 'the site file names no caches' : null };
  },

  async observe(world, target) {
    const path = pathOf(world, target);
    const cache = await openCache(world.doors, path);
    const findings = await search(world, cache);
    return { cache: target.name, path, ...findings, sample: sampleOf(findings, world) };
  },

  plan({ entries, unnamed, ...change }, target) {
    const { content, damaged, index } = change;
    const broken =
      damaged.length === 0
        ? ''
        : `; ${count(
            damaged.reduce((sum, { lines }) => sum + lines, 0),
            'line',
          )} of its index cannot be read, by npm neither: ${some(damaged.map(({ bucket }) => bucket))}`;
    const loose =
      unnamed === 0
        ? ''
        : `; ${count(unnamed, 'content')} named by no entry and known as none of these`;
    if (content.length + index.length === 0)
      return {
        kind: 'satisfied',
        reason: `none of the ${count(entries, 'entry', 'entries')} of ${target.name} is compromised${broken}${loose}`,
      };
    const tarballs = content.filter(({ kind }) => kind === 'tarball');
    const documents = index.filter(({ kind }) => kind === 'document');
    const names = [...new Set([...tarballs, ...index].map((hit) => hit.package))].toSorted();
    return {
      kind: 'change',
      change,
      summary: `remove ${count(tarballs.length, 'compromised tarball')} and ${count(index.length, 'entry', 'entries')} of ${count(entries, 'entry', 'entries')} from ${target.name} (${some(names)}), ${count(documents.length, 'stale document')} among them${broken}${loose}`,
    };
  },

  async apply(world, change) {
    const cache = await openCache(world.doors, change.path);
    const { evidence, removable, tooLarge } = await keepTarballs(world, cache, change.content);
    const listing = await world.keep(
      `npm-cache-${change.cache}.json`,
      'application/json',
      jsonBytes(change),
    );
    const removed = await removeFromCache(world.doors, cache, removable, change.index);
    const left =
      tooLarge.length === 0
        ? ''
        : `; too large to be kept, and left there: ${some(tooLarge.map(({ path }) => path))}`;
    return {
      detail: `${count(evidence.length, 'tarball')} kept as evidence; ${count(removable.length, 'content')} and ${count(removed, 'line')} of the index removed from ${change.cache}${left}`,
      result: { contents: removable.length, lines: removed },
      evidence: [...evidence, listing],
    };
  },

  async landed(world, change) {
    const cache = await openCache(world.doors, change.path);
    const now = await search(world, cache);
    const paths = new Set(change.content.map(({ path }) => path));
    const entries = new Set(change.index.map(({ entry }) => entry));
    return (
      !now.content.some(({ path }) => paths.has(path)) &&
      !now.index.some(({ entry }) => entries.has(entry))
    );
  },

  async verify(world, change) {
    const cache = await openCache(world.doors, change.path);
    const now = await search(world, cache);
    const installs =
      change.sample === null ? [] : await installOffline(world, cache, change.sample);
    const evidence = [
      await world.keep(
        `npm-cache-${change.cache}-after.json`,
        'application/json',
        jsonBytes({ ...now, installs }),
      ),
    ];
    const left = [...now.content, ...now.index].map((hit) => hit.package);
    const installed = installs.filter(({ refused }) => !refused);
    const wrong = [
      ...(left.length === 0 ? [] : [`it still holds ${some([...new Set(left)].toSorted())}`]),
      ...installed.map(
        ({ command, said }) => `\`${command}\` was not refused for want of it: ${said}`,
      ),
    ];
    const tried =
      installs.length === 0
        ? 'no offline installation to try: nothing that was removed has a name'
        : `offline installation of ${change.sample?.name}@${change.sample?.version} fails (${installs.map(({ said }) => said).join(', ')})`;
    return {
      passed: wrong.length === 0,
      detail:
        wrong.length === 0
          ? `${change.cache}: none of ${count(now.entries, 'entry', 'entries')} is compromised; ${tried}`
          : `${change.cache}: ${wrong.join('; ')}`,
      evidence,
    };
  },

  undo: null,
};

/** Removes compromised tarballs from npm caches. */
export const npmCacheBust = action(bust);

async function search(world: World, cache: CacheDirectory): Promise<Findings> {
  const known = await knownHashes(world);
  const found = await searchCache(world.doors, cache, compromisedOf(world.incident), known);
  return shownFindings(found, (text) => world.redact(text));
}

function pathOf({ site }: World, { name }: ActionTarget): string {
  const found = site?.caches.find((cache) => cache.name === name);
  if (found !== undefined) return found.path;
  throw new FirebreakError(
    'SITE_INVALID',
    `the site file names no cache ${name}`,
    'Give its name and path under `caches`.',
  );
}
