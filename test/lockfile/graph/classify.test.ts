import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/lockfile/graph.ts';
import { at, draw } from './drawing.ts';

describe('the scope of a package', () => {
  it('is that of its strongest path, and a path is as strong as its weakest step', () => {
    const document = draw(
      { '.': ['p', 'd:dev', 'o:optional', 'q:peer'] },
      {
        p: ['pp', 'po:optional', 'pq:peer'],
        pp: [],
        po: ['both'],
        pq: ['pqo:optional'],
        pqo: [],
        d: ['dd', 'both', 'do:optional'],
        dd: [],
        do: [],
        o: ['oq:peer'],
        oq: [],
        q: [],
        both: [],
        alone: ['island'],
        island: ['alone'],
      },
    );
    const scopes = classify(document).map(({ scope }, index) => [
      document.packages[index]?.key,
      scope,
    ]);

    expect(Object.fromEntries(scopes)).toEqual({
      p: 'prod',
      pp: 'prod',
      po: 'optional',
      pq: 'peer',
      pqo: 'optional',
      d: 'dev',
      dd: 'dev',
      do: 'dev',
      o: 'optional',
      oq: 'optional',
      q: 'peer',
      both: 'optional',
      alone: 'unknown',
      island: 'unknown',
    });
  });

  it('grows stronger over another importer', () => {
    const document = draw({ a: ['x:dev'], b: ['y'] }, { x: ['z'], y: ['z'], z: ['x'] });

    expect(classify(document).map(({ scope }) => scope)).toEqual(['prod', 'prod', 'prod']);
  });

  it('is the one the file flags where it does', () => {
    const document = draw({ '.': ['x'] }, { x: ['y'], y: [] }, { x: 'dev' });

    expect(classify(document).map(({ scope }) => scope)).toEqual(['dev', 'prod']);
  });
});

describe('directness', () => {
  it('holds for what any importer asks for itself', () => {
    const document = draw({ a: ['x:dev'], b: ['y'] }, { x: ['z'], y: [], z: [] });

    expect(classify(document).map(({ direct }) => direct)).toEqual([true, true, false]);
  });

  it('and scope are unknown where the importers are', () => {
    const document = draw('unknown', { x: ['y'], y: [] });

    expect(classify(document)).toEqual([
      { scope: 'unknown', direct: null },
      { scope: 'unknown', direct: null },
    ]);
  });

  it('and scope come out for a chain of 30,000', () => {
    const links = Array.from(
      { length: 30_000 },
      (_, index) => [`n${index}`, [`n${index + 1}`]] as const,
    );
    const document = draw(
      { '.': ['n0:dev'] },
      { ...Object.fromEntries(links.slice(0, -1)), n29999: [] },
    );

    expect(classify(document)[at(document, 'n29999')]).toEqual({ scope: 'dev', direct: false });
  });
});
