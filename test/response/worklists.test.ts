import { expect, it } from 'vitest';
import type { LiveRun } from '../../src/response/live-run.ts';
import { worklist, worklistNames } from '../../src/response/worklists.ts';

it('has hosts checked where something may have been installed, whatever no lockfile tells', () => {
  const targets = ['exposed', 'possibly-exposed', 'unknown', 'not-exposed'].map((verdict) => ({
    name: `acme/${verdict}`,
    verdict,
  }));
  const run = { world: { map: { exposures: [], targets } } } as unknown as LiveRun;

  expect(worklist(run, 'hosts').filter((line) => line.startsWith('- '))).toEqual([
    '- [ ] machines and CI runners that install acme/exposed',
    '- [ ] machines and CI runners that install acme/possibly-exposed',
  ]);
});

it('lets no name break a line of a list, or hide in it', () => {
  const name = 'acme/web\n- [ ] nothing\u001b[2J\u202e';
  const target = { name, key: name, note: name, state: 'failed' };
  const run = {
    compiled: { steps: [{ id: 'pin', kind: 'per-target', over: 'exposed-branches' }] },
    state: () => ({ targetsOf: () => [target, { ...target, state: 'verified' }] }),
    world: {
      map: {
        targets: [{ name, verdict: 'exposed' }],
        exposures: [
          { target: name, place: { path: name }, grade: 'ran', package: { name, version: '1' } },
        ],
      },
      site: { tokens: [{ name, owner: name, scope: name, revoke: name }] },
    },
  } as unknown as LiveRun;

  for (const list of worklistNames) {
    const text = worklist(run, list).join('');
    expect(text).toContain('acme/web\\u{a}- [ ] nothing\\u{1b}[2J\\u{202e}');
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});
