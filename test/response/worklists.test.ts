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

it('names what was installed in commits of the past, and not what could be installed no more then', () => {
  const one = (name: string, overlap: string, refs: readonly unknown[]): unknown => ({
    target: 'acme/web',
    grade: 'installed',
    place: { path: `node_modules/${name}`, refs },
    history: {},
    window: { overlap },
    package: { name, version: '1.0.0' },
  });
  const exposures = [
    one('there', 'outside', [{}]),
    one('was', 'inside', []),
    one('late', 'outside', []),
  ];
  const run = { world: { map: { exposures, targets: [] } } } as unknown as LiveRun;

  expect(worklist(run, 'hosts').filter((line) => line.startsWith('- '))).toEqual([
    '- [ ] acme/web, node_modules/there: there@1.0.0',
    '- [ ] acme/web, node_modules/was: was@1.0.0 (in commits of the past alone)',
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
