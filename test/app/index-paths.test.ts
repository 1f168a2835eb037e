import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { indexFind } from '../../src/app/index-find.ts';
import { openInventory } from '../../src/app/inventory.ts';
import { scan } from '../../src/app/scan.ts';
import { findText } from '../../src/ui/found-view.ts';
import { look, simple } from '../inventory/support.ts';
import { realDoors } from '../support/doors.ts';
import { gitRepository, type GitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function lock(version: string): string {
  const packages = {
    '': { dependencies: { evil: '^1.0.0' } },
    'node_modules/evil': { version },
  };
  return JSON.stringify({ lockfileVersion: 3, packages }, null, 2);
}

interface Told extends App {
  readonly warnings: string[];
}

function appIn(dataDir: string): Told {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  return { doors: realDoors, dataDir, version: '0', progress: () => {}, warn, warnings };
}

let repository: GitRepository;
let commits: readonly string[];

beforeAll(() => {
  repository = gitRepository(join(temporaryDirectory(), 'web.git'));
  const made: string[] = [];
  const commit = (files: Record<string, string | null>): void => {
    const date = new Date(Date.UTC(2026, 0, 1 + made.length)).toISOString();
    made.push(repository.commit(files, { date }));
  };
  commit({ 'package-lock.json': lock('1.0.0') });
  commit({ 'package-lock.json': lock('1.0.1') });
  commit({ 'package-lock.json': null, 'app/package-lock.json': lock('1.0.1') });
  commit({ 'app/package-lock.json': lock('1.0.2') });
  repository.branch('older', made[2]);
  repository.checkout('main');
  commits = made;
});

async function scanned(history: 'reachable' | null): Promise<Told> {
  const app = appIn(join(temporaryDirectory(), 'home'));
  await scan(app, {
    targets: [join(repository.directory, '.git')],
    incident: null,
    refs: 'all',
    history,
    jobs: 1,
    keep: false,
  });
  return app;
}

describe('where index find says that things lie', () => {
  it('is every path with its commits, and whether a tip holds it now', async () => {
    const app = await scanned('reachable');

    const { found } = await indexFind(app, ['evil@1.0.0', 'evil@1.0.1', 'evil@1.0.2']);

    const span = (from: number, to: number, tip: boolean): object => ({
      commits: to - from + 1,
      first: { commit: commits[from], at: `2026-01-0${from + 1}T00:00:00.000Z` },
      last: { commit: commits[to], at: `2026-01-0${to + 1}T00:00:00.000Z` },
      tip,
    });
    expect(found.map(({ holdings }) => holdings.map(({ places }) => places))).toEqual([
      [[{ path: 'package-lock.json', refs: [], history: span(0, 0, false) }]],
      [
        [
          { path: 'app/package-lock.json', refs: ['older'], history: span(2, 2, true) },
          { path: 'package-lock.json', refs: [], history: span(1, 1, false) },
        ],
      ],
      [[{ path: 'app/package-lock.json', refs: ['main'], history: span(3, 3, true) }]],
    ]);
    expect(app.warnings).toEqual([]);
  });

  it('is paths and refs alone where only tips were looked at', async () => {
    const app = await scanned(null);

    const { found } = await indexFind(app, ['evil']);

    const places = found[0]?.holdings.flatMap((holding) => holding.places) ?? [];
    expect(places.toSorted((a, b) => String(a?.refs).localeCompare(String(b?.refs)))).toEqual([
      { path: 'app/package-lock.json', refs: ['main'] },
      { path: 'app/package-lock.json', refs: ['older'] },
    ]);
  });

  it('is printed for a person', async () => {
    const result = await indexFind(await scanned('reachable'), ['evil@1.0.1']);

    const text = findText(result).replaceAll(/\s+/g, ' ');

    expect(text).toContain(
      `app/package-lock.json held by older; 1 commit of 2026-01-03 00:00Z (${commits[2]?.slice(0, 12)})`,
    );
    expect(text).toContain(' held by no tip now; ');
  });

  it('is not known where the evidence cannot be read, which is said once a part', async () => {
    const app = appIn(join(temporaryDirectory(), 'home'));
    const inventory = await openInventory(app);
    look(inventory, 'acme/web', [simple('one', 'evil@1.0.0'), simple('two', 'evil@1.0.1')]);
    inventory.close();

    const result = await indexFind(app, ['evil']);

    expect(result.found[0]?.holdings.map(({ places }) => places)).toEqual([null, null]);
    expect(app.warnings).toEqual([expect.stringContaining('where things lie in repository')]);
    expect(findText(result)).toContain('where it lies is not known');
  });
});
