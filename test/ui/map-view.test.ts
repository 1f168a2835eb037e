import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Exposure, ExposureMap } from '../../src/exposure/schema.ts';
import { mapText, windowText } from '../../src/ui/map-view.ts';
import { exposure, linesOf, mapOf, onPage } from './support.ts';

/** The map's lines on a page, without colour. */
function shown(map: ExposureMap, { details = false, page = 80 } = {}): string[] {
  return onPage(page, () => linesOf(mapText(map, details)));
}

function ref(
  name: string,
  kind: Exposure['place']['refs'][number]['class'],
): Exposure['place']['refs'][number] {
  return { name, class: kind, commit: null, committedAt: null };
}

/** The same map of an incident that has a window. */
function windowed(map: ExposureMap): ExposureMap {
  const { incident } = map;
  if (incident === null) return map;
  const window = { ...incident.window, from: '2026-05-19T01:39:00.000Z' };
  return { ...map, incident: { ...incident, window } };
}

describe('the head', () => {
  it.each([
    ['exposed', 'EXPOSED  The wave'],
    ['possibly-exposed', 'POSSIBLY EXPOSED  The wave'],
    ['unknown', 'UNKNOWN  The wave'],
    ['not-exposed', 'NOT EXPOSED  The wave'],
  ] as const)('of a map that is %s', (verdict, head) => {
    expect(shown(mapOf([], { verdict }))[0]).toBe(head);
  });

  it('counts targets, one or many, and what could not be opened', () => {
    const { coverage } = mapOf([]);
    const targets = { requested: 4, read: 2, partial: 0, failed: 2, excluded: 0 };
    const two = mapOf([exposure(), exposure({ target: 'acme/api' })]);

    expect(shown(mapOf([exposure()]))[1]).toBe('1 of 1 target exposed, 0 unknown, 0 not exposed');
    expect(shown(two)[1]).toBe('2 of 2 targets exposed, 0 unknown, 0 not exposed');
    expect(shown({ ...two, coverage: { ...coverage, targets } })[1]).toBe(
      '2 of 2 targets exposed, 0 unknown, 0 not exposed, 2 could not be opened',
    );
  });

  it('names incident and scan where the scan was kept', () => {
    const kept = mapOf([]);

    expect(shown(kept)[2]).toBe('wave, scan 3: 2 compromised versions, no window stated');
    expect(shown({ ...kept, scan: { ...kept.scan, number: null } })[2]).toBe(
      'not kept: 2 compromised versions, no window stated',
    );
  });

  it.each([
    [0, 1, '1 compromised range'],
    [2, 3, '2 compromised versions, 3 ranges'],
    [1, 0, '1 compromised version'],
  ])('counts %i versions and %i ranges', (packages, ranges, text) => {
    const { incident } = mapOf([]);
    const map = mapOf([], { incident: incident && { ...incident, packages, ranges } });

    expect(shown(map)[2]).toBe(`wave, scan 3: ${text}, no window stated`);
  });

  it('names what was looked at, in two lines at most', () => {
    const { scan } = mapOf([]);
    const of = (args: string[], refs: typeof scan.refs = 'all'): string[] =>
      shown(mapOf([], { scan: { ...scan, arguments: args, refs } }));
    const many = of(Array.from({ length: 30 }, (_, index) => `/mirrors/repository-${index}.git`));

    expect(of(['~/mirrors', 'web'])[3]).toBe('looked at ~/mirrors, web');
    expect(of(['web'], 'head')[3]).toBe('looked at web (HEAD alone)');
    expect(many[3]).toMatch(/^looked at \/mirrors\/repository-0\.git, /);
    expect(many[4]).toMatch(/ and 2\d more$/);
    expect(many[5]).toBe('');
  });

  it('of a scan without an incident says no more than that all was read, or not', () => {
    const read = mapOf([], { incident: null });
    const partly = { ...read, coverage: { ...read.coverage, complete: false } };

    expect(shown(read)[0]).toBe('READ  0 targets; no incident was given to look for');
    expect(shown(partly)[0]).toBe('NOT ALL READ  0 targets; no incident was given to look for');
  });

  it.each([
    [null, null, false, null],
    [
      '2026-05-19T01:39:00.000Z',
      '2026-05-19T04:56:00.000Z',
      true,
      '2026-05-19 01:39 to 04:56 UTC (estimated)',
    ],
    [
      '2026-05-19T01:39:00.000Z',
      '2026-05-20T04:56:00.000Z',
      false,
      '2026-05-19 01:39 to 2026-05-20 04:56 UTC',
    ],
    ['2026-05-19T01:39:00.000Z', null, true, 'from 2026-05-19 01:39 on UTC (estimated)'],
    [null, '2026-05-19T01:39:00.000Z', false, 'until 2026-05-19 01:39 UTC'],
  ])('states a window from %s to %s', (from, to, estimated, text) => {
    expect(windowText({ from, to, estimated, source: '' })).toBe(text);
  });
});

describe('exposures', () => {
  it('are a row each: package, strongest place and how many more, kind, what to move', () => {
    const rows = [
      exposure({
        place: { refs: [ref('main', 'default'), ref('worktree', 'worktree'), ref('v1', 'tag')] },
      }),
      exposure({
        name: 'deep',
        place: { refs: [ref('refs/pull/7/head', 'pull')] },
        window: { live: 'pull' },
        dependency: { direct: false, scope: 'dev', bump: ['top', 'other'] },
        grade: 'installed',
        matchedBy: 'range',
      }),
    ];

    expect(shown(mapOf(rows)).slice(5, 9)).toEqual([
      '  compromised  held by (+ others)  kind                     bump',
      'acme/web',
      '  bad 1.0.0    main (default) +2                            itself',
      '  deep 1.0.0   refs/pull/7/head    installed dev, by range  top, other',
    ]);
  });

  it('of several files in one target are told apart by the file', () => {
    const rows = [
      exposure({ place: { path: 'a/yarn.lock' } }),
      exposure({ place: { path: 'b/yarn.lock' } }),
    ];

    expect(shown(mapOf(rows)).slice(6, 11)).toEqual([
      'acme/web',
      '  in a/yarn.lock',
      '  bad 1.0.0    main (default)            itself',
      '  in b/yarn.lock',
      '  bad 1.0.0    main (default)            itself',
    ]);
  });

  it('on stronger places come first', () => {
    const live = (target: string, kind: Exposure['window']['live']) =>
      exposure({ target, window: { live: kind } });
    const map = mapOf([
      live('a', 'tag'),
      live('b', 'pull'),
      live('c', 'worktree'),
      live('d', 'branch'),
      live('e', 'default'),
    ]);

    expect(shown(map).filter((line) => /^[a-e]$/.test(line))).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('in detail hide no ref, no line and no count', () => {
    const refs = Array.from({ length: 40 }, (_, index) => ref(`refs/pull/${index}/head`, 'pull'));
    const one = exposure({
      place: { refs, lines: [7, 1204] },
      dependency: {
        direct: false,
        paths: [['.', 'top', 'bad']],
        pathsTotal: '98765432109876543210',
        bump: ['top'],
      },
    });
    const text = shown(mapOf([one]), { details: true }).join('\n');

    for (const { name } of refs) expect(text).toContain(name);
    expect(text).toContain('  bad 1.0.0  package-lock.json:7, 1204  locked, prod, transitive\n');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'path (root) > top > bad (98,765,432,109,876,543,209 other paths)',
    );
  });

  it('in detail name the lists, their vendors where they are few, and the window where there is one', () => {
    const one = exposure({
      statedBy: { 'a.csv': ['X', 'Y'], 'b.txt': [], 'c.csv': ['1', '2', '3', '4'] },
      window: { overlap: 'inside' },
    });
    const [without, inside, unknown] = [
      mapOf([one]),
      windowed(mapOf([one])),
      windowed(mapOf([exposure()])),
    ].map((map) => shown(map, { details: true }));

    expect(without).toContain('    lists  a.csv (X, Y), b.txt, c.csv (4 vendors)');
    expect(without?.join('\n')).not.toContain('the window');
    expect(inside).toContain('    window it was there during the window');
    expect(unknown).toContain('    window cannot say whether it was there during the window');
  });

  it('none leave nothing but coverage', () => {
    expect(shown(mapOf([])).slice(4)).toEqual([
      '',
      'Coverage complete',
      '  targets     0 requested: 0 read',
      '  artefacts   0 seen: 0 read',
      '',
    ]);
  });

  it.each([60, 80, 140])('hundreds keep to %i columns', (page) => {
    const rows = Array.from({ length: 400 }, (_, index) =>
      exposure({
        name: `@scope/package-number-${index}`,
        target: `acme/service-${index % 90}`,
        dependency: { bump: [`dependency-${index}`, `@scope/other-${index}`] },
      }),
    );
    for (const details of [false, true]) {
      const lines = shown(mapOf(rows), { details, page });
      expect(lines.filter((line) => stringWidth(line) > page)).toEqual([]);
      expect(lines.join('\n').match(/@scope\/package-number-\d+ 1\.0\.0/g)).toHaveLength(400);
    }
  });
});

describe('what was not read', () => {
  const problem = (target: string, path: string | null = null) => ({
    target,
    path,
    ref: null,
    line: null,
    code: 'SYNTAX',
    message: 'not JSON',
  });

  it('is named with exposed targets, unknown ones and arguments that no target came of', () => {
    const map = mapOf([exposure()]);
    const coverage = {
      ...map.coverage,
      complete: false,
      problems: [
        problem('acme/web', 'a.json'),
        problem('acme/old', 'b.json'),
        problem('nowhere'),
        problem('acme/calm'),
      ],
    };
    const target = (name: string, verdict: 'unknown' | 'not-exposed') => ({
      name,
      kind: 'repository' as const,
      verdict,
      exposures: 0,
      reason: null,
    });
    const targets = [
      ...map.targets,
      target('acme/old', 'unknown'),
      target('acme/calm', 'not-exposed'),
    ];
    const text = shown({ ...map, coverage, targets }).join('\n');

    expect(text).toContain('  not read whole\n    a.json: not JSON SYNTAX\n');
    expect(text).toContain('acme/old  unknown\n  b.json: not JSON SYNTAX\n');
    expect(text).toContain('nowhere  not read\n  not JSON SYNTAX\n');
    expect(text).toContain('acme/calm  not read\n');
    expect(text).toContain('Coverage incomplete\n');
  });

  it('in too many places says how many more there are, and where to read them', () => {
    const map = mapOf([exposure()]);
    const problems = Array.from({ length: 8 }, (_, index) => problem('acme/web', `${index}.json`));
    const text = shown({ ...map, coverage: { ...map.coverage, complete: false, problems } }).join(
      '\n',
    );

    expect(text).toContain(
      '    4.json: not JSON SYNTAX\n    and 3 more problems (3 SYNTAX): `firebreak exposure coverage` names them\n',
    );
  });

  it('for want of a reader is counted by kind', () => {
    const map = mapOf([]);
    const notLookedFor = { packages: { 'golang\u202e': 83, pypi: 1 }, indicators: { domain: 2 } };

    expect(shown({ ...map, coverage: { ...map.coverage, notLookedFor } })).toContain(
      '  not sought  83 golang\\u202e versions (no reader), 1 pypi version (no reader),',
    );
  });

  it('at refs that are very many is said beside what was read', () => {
    const { coverage } = mapOf([]);
    const outline = { targets: 1, refs: 7199, notChecked: ['this', 'and that'] };

    expect(shown({ ...mapOf([]), coverage: { ...coverage, outline } }).slice(-3, -1)).toEqual([
      '  in outline  7,199 refs of 1 target, pull requests and tags above all; not',
      '              checked there: this; and that',
    ]);
  });
});

describe('what a row is more exactly', () => {
  const kinds = ['any-version', 'whole-scope', 'range', 'url'] as const;
  const rows = kinds.map((kind) => ({
    ...exposure({ name: kind, matchedBy: kind === 'url' ? 'indicator' : 'range' }),
    match: { kind, stated: '*', compared: null },
  }));

  it('is said: every version, a scope, a range, an address', () => {
    expect(
      shown(mapOf(rows))
        .filter((line) => line.startsWith('  '))
        .slice(1, 5),
    ).toEqual([
      expect.stringMatching(/^ {2}any-version 1\.0\.0 .* any version {2}/),
      expect.stringMatching(/^ {2}whole-scope 1\.0\.0 .* whole scope {2}/),
      expect.stringMatching(/^ {2}range 1\.0\.0 .* in a range {2}/),
      expect.stringMatching(/^ {2}url 1\.0\.0 .* by address {2}/),
    ]);
  });

  it('names what is asked for, and what it lets in', () => {
    const asked = {
      ...exposure({ grade: 'resolvable' }),
      package: { purl: 'pkg:npm/bad', name: 'bad', version: '^1.0.0' },
      request: { ranges: ['^1.0.0'], admits: ['1.0.0', '1.0.1'] },
    };

    const other = exposure({ target: 'acme/zoo', window: { live: 'tag' } });

    expect(shown(mapOf([asked, other])).slice(6, 11)).toEqual([
      'acme/zoo',
      expect.stringMatching(/^ {2}bad 1\.0\.0 /),
      'acme/web  possibly exposed',
      expect.stringMatching(/^ {2}bad \^1\.0\.0 .* resolvable {2,}bad/),
      '    asks for ^1.0.0, which lets in 1.0.0, 1.0.1',
    ]);
    const details = shown(windowed(mapOf([asked])), { details: true }).join('\n');
    expect(details).toContain('asks   for ^1.0.0, which lets in 1.0.0, 1.0.1');
    expect(details).toMatch(/window .*it was asked for during the window/);
  });

  it('says whether an install would have taken it, and why', () => {
    const request = { ranges: ['^1.0.0'], admits: ['1.0.1'], reason: 'latest was \u202e' };
    const cooldown = { stated: 'minimumReleaseAge: 1440', at: 'pnpm-workspace.yaml' };
    const asked = (answer: 'would' | 'cannot-say'): Exposure => ({
      ...exposure({ grade: 'resolvable' }),
      request: { ...request, answer, cooldown, commands: ['npx bad@^1.0.0'] },
    });

    const [would, unsure] = (['would', 'cannot-say'] as const).map((answer) =>
      shown(mapOf([asked(answer)]), { page: 140 }).join('\n'),
    );
    const details = shown(mapOf([asked('would')]), { details: true, page: 140 }).join('\n');

    expect(would).toContain('which lets in 1.0.1: an install then would have taken one\n');
    expect(unsure).toContain('which lets in 1.0.1: cannot say if one was taken\n');
    expect(details).toContain(
      [
        '    why    latest was \\u202e',
        '    waits  minimumReleaseAge: 1440 in pnpm-workspace.yaml',
        '    by     npx bad@^1.0.0',
      ].join('\n'),
    );
  });

  it('names lockfiles beside it that may be the ones that count, other registries and aliases', () => {
    const one = exposure({
      place: {
        path: 'app/package-lock.json',
        beside: [
          { path: 'app/npm-shrinkwrap.json', relation: 'wins' },
          { path: 'app/yarn.lock', relation: 'other-manager' },
          { path: 'app/x', relation: 'loses' },
        ],
        registry: { own: 'npm.acme.example', most: 'registry.example' },
      },
      dependency: { bump: ['chalk'], aliases: [{ alias: 'my-chalk', name: 'chalk' }] },
    });

    const rowsOf = shown(mapOf([one]), { page: 140 }).join('\n');
    const details = shown(mapOf([one]), { details: true, page: 140 }).join('\n');

    expect(rowsOf).toContain(
      'in app/package-lock.json (npm-shrinkwrap.json wins, yarn.lock beside)',
    );
    expect(rowsOf).toMatch(/from npm\.acme\.example {2}chalk \(as my-chalk\)/);
    expect(details).toContain('app/npm-shrinkwrap.json, which its manager reads instead');
    expect(details).toMatch(/scan with --private-registry\s+npm\.acme\.example/);
  });
});

describe('what was told apart', () => {
  const ruledOut: ExposureMap['ruledOut'] = [
    {
      target: 'acme/own',
      path: 'pnpm-lock.yaml',
      lines: [12],
      package: { purl: 'pkg:npm/own@2.0.0', name: 'own', version: '2.0.0' },
      rule: 'workspace',
      why: 'a member of the workspace',
      compared: 'packages/own',
    },
  ];

  it('is one line that says what lists it, and a list with details', () => {
    const lines = shown(mapOf([], { ruledOut })).join(' ');
    const details = shown(mapOf([], { ruledOut }), { details: true });

    expect(lines).toContain(
      'Not counted  1 package with a sought name, told apart: 1 of a workspace',
    );
    expect(lines).toContain('`firebreak exposure show --details` lists them');
    expect(details).toContain('  acme/own  pnpm-lock.yaml:12  own 2.0.0');
    expect(details).toContain('    a member of the workspace (packages/own)');
  });

  it('is not spoken of where nothing was', () => {
    expect(shown(mapOf([], { ruledOut: [] })).join('\n')).not.toContain('Not counted');
  });
});
