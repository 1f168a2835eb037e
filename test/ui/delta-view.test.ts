import { expect, it } from 'vitest';
import type { ExposureDelta } from '../../src/exposure/answers.ts';
import { deltaText } from '../../src/ui/delta-view.ts';
import { exposure, linesOf, onPage } from './support.ts';

const delta: ExposureDelta = {
  incident: 'wave',
  from: 1,
  to: 2,
  verdict: { before: 'exposed', after: 'exposed' },
  appeared: [],
  gone: [],
  remaining: [],
  unconfirmed: [],
  notLookedAt: [],
  newlyLookedAt: [],
  complete: true,
  listChanged: false,
};

function shown(parts: Partial<ExposureDelta>): string[] {
  return onPage(120, () => linesOf(deltaText({ ...delta, ...parts })));
}

it('says of what is gone whether its place was read in part or not looked at', () => {
  const lines = shown({ unconfirmed: ['acme/api', 'acme/web'], notLookedAt: ['acme/web'] });

  expect(lines).toContain('Not confirmed to be gone, because scan 2 did not read all of: acme/api');
  expect(lines).toContain('Not confirmed to be gone, because scan 2 did not look at: acme/web');
});

it('names apart what lies where the earlier scan did not look', () => {
  const lines = shown({
    appeared: [exposure({ target: 'acme/api' }), exposure({ target: 'acme/web' })],
    newlyLookedAt: ['acme/web'],
  });
  const head = lines.indexOf('1 exposure in targets that scan 1 did not look at');

  expect(lines.indexOf('1 exposure appeared')).toBeLessThan(head);
  expect(lines.slice(0, head).join(' ')).toContain('acme/api');
  expect(lines.slice(head).join(' ')).toContain('acme/web');
  expect(lines.slice(head).join(' ')).not.toContain('acme/api');
});
