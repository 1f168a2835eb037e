import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { pictureOf, picturePath, type PlayedDemo, playedDemo } from '../picture/demo.ts';
import { documentOf, type Json, warmDesk } from './support.ts';

let played: PlayedDemo;
let document: Json;
let kept: readonly string[];

// One demonstration for all of them: it takes longer than they do.
beforeAll(async () => {
  played = await playedDemo();
  document = documentOf(played.json, 'demo');
  kept = ['--data-dir', document.dataDir];
}, 300_000);

it('comes to what the sample is known to hold, and to the verified end of the run', () => {
  expect(played.outcome.exitCode).toBe(0);
  expect(document).toMatchObject({
    dataDir: expect.stringMatching(/\/firebreak-demo-\w{6}$/),
    differences: [],
    response: {
      status: { state: 'completed', mode: 'demo' },
      after: { clear: true, live: [] },
      verification: { verified: true },
    },
  });
  const decisions: Json[] = document.response.decisions;
  expect(decisions.filter(({ refused }) => refused !== null)).toMatchObject([
    { step: 'revoke-tokens', refused: expect.stringContaining('hosts-checked') },
  ]);
});

it('prints what the picture shows; `npm run picture` draws it anew', () => {
  expect(readFileSync(picturePath, 'utf8')).toBe(pictureOf(played.outcome));
});

it('keeps what can be asked', async () => {
  const { json, run } = warmDesk();
  const shown = await json('exposure', 'show', '--scan', '1', ...kept);
  const verified = await json('journal', 'verify', ...kept);
  const report = await run('report', ...kept);

  expect(shown.exitCode).toBe(10);
  expect(shown.document).toEqual(document.map);
  expect(verified).toMatchObject({ exitCode: 0, document: { verified: true } });
  expect(report).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readFileSync(document.response.report, 'utf8')).toBe(report.stdout);
  expect(report.stdout).not.toContain('still going on');
});

it('is played in no directory that holds one', async () => {
  const again = await warmDesk().json('demo', ...kept);

  expect(again.exitCode).toBe(2);
  expect(again.document.error.message).toMatch(/organisation is not empty$/);
});
