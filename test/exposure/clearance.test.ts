import { describe, expect, it } from 'vitest';
import { clearanceOf } from '../../src/exposure/clearance.ts';
import type { Exposure, ExposureMap } from '../../src/exposure/schema.ts';

type RefClass = Exposure['place']['refs'][number]['class'];

/** A map whose exposures stand at `target:ref`, by class; and targets that could not be read whole. */
function mapOf(
  held: readonly (readonly [string, RefClass, string])[],
  unread: readonly string[] = [],
) {
  const exposures = held.map(([target, kind, name]) => ({
    target,
    package: { name: 'bad', version: '1.0.0' },
    place: { path: 'package-lock.json', refs: [{ class: kind, name }] },
  }));
  const names = [...new Set([...held.map(([target]) => target), ...unread])];
  return {
    exposures,
    targets: names.map((name) => ({
      name,
      verdict: unread.includes(name) ? 'unknown' : 'exposed',
    })),
    coverage: { problems: unread.map((target) => ({ target })) },
  } as unknown as ExposureMap;
}

describe('a map is', () => {
  it('clear where everything was read and nothing is held', () => {
    const map = { ...mapOf([]), targets: [{ name: 'web', verdict: 'not-exposed' }] };

    expect(clearanceOf(map as ExposureMap, {})).toEqual({
      clear: true,
      live: [],
      open: [],
      unknown: [],
      excluded: {},
    });
  });

  it.each(['default', 'branch', 'worktree'] as const)(
    'not clear while something is live on %s, whatever people say',
    (kind) => {
      const map = mapOf([['acme/web', kind, 'main']]);

      expect(clearanceOf(map, { 'acme/web': 'we accept it', 'acme/web:main': 'so' })).toMatchObject(
        {
          clear: false,
          live: ['acme/web: bad@1.0.0 in package-lock.json on main'],
          excluded: {},
        },
      );
    },
  );

  it.each(['pull', 'tag', 'other'] as const)(
    'clear of %s refs once a person excluded them',
    (kind) => {
      const map = mapOf([['acme/web', kind, 'refs/x']]);

      expect(clearanceOf(map, {})).toMatchObject({ clear: false, open: ['acme/web:refs/x'] });
      expect(clearanceOf(map, { 'acme/web:refs/y': 'another' }).clear).toBe(false);
      expect(clearanceOf(map, { 'acme/web:refs/x': 'closed' })).toMatchObject({
        clear: true,
        excluded: { 'acme/web:refs/x': 'closed' },
      });
      expect(clearanceOf(map, { 'acme/web': 'archived' }).clear).toBe(true);
    },
  );

  it('not clear while something could not be read, until a person excluded it', () => {
    const map = mapOf([], ['acme/old']);

    expect(clearanceOf(map, {})).toMatchObject({ clear: false, unknown: ['acme/old'] });
    expect(clearanceOf(map, { 'acme/old': 'read by hand' })).toMatchObject({
      clear: true,
      excluded: { 'acme/old': 'read by hand' },
    });
  });

  it('not clear where nothing was looked at', () => {
    expect(clearanceOf(mapOf([]), {}).clear).toBe(false);
  });

  it('not confused by names that every object has', () => {
    const map = mapOf([['constructor', 'pull', 'toString']], ['__proto__']);

    expect(clearanceOf(map, {})).toMatchObject({
      clear: false,
      open: ['constructor:toString'],
      unknown: ['__proto__'],
    });
  });
});
