import { describe, expect, it } from 'vitest';
import type { DoctorReader, DoctorResult } from '../../src/app/doctor/results.ts';
import { doctorText, readersText } from '../../src/ui/doctor-view.ts';
import { linesOf, onPage } from './support.ts';

const npm: DoctorReader = {
  id: 'npm-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['npm'],
  versions: ['1', '2', '3'],
  edges: 'all',
  importers: 'file',
  dev: 'file',
  integrity: 'artefact',
  blind: [
    'Bundled packages bear no integrity: what lies in the archive that brings them is not told.',
  ],
  controls: ['version 1', 'version 3'],
  failures: [],
};

const sound: DoctorResult = {
  version: '1.2.3',
  sound: true,
  checks: [
    { id: 'git', status: 'ok', message: '2.50.0' },
    { id: 'node', status: 'warning', message: 'odd' },
  ],
  readers: [npm],
  unread: [{ format: 'cargo-lock', ecosystems: ['cargo'] }],
};

const broken: DoctorResult = {
  ...sound,
  sound: false,
  checks: [{ id: 'git', status: 'failed', message: 'git cannot be used' }],
  readers: [
    {
      ...npm,
      failures: [{ control: 'version 3', message: 'the plant was found not at all, not once' }],
    },
  ],
};

describe('what doctor prints', () => {
  it('is a line for each check where all is sound', () => {
    expect(onPage(140, () => linesOf(doctorText(sound)))).toEqual([
      'SOUND  firebreak 1.2.3',
      '  git             ok 2.50.0',
      '  node            warning odd',
      '  readers         ok 1 of 1 reader found what was planted in 2 files',
      '',
    ]);
  });

  it('names what failed, and says how many faults there are', () => {
    expect(onPage(140, () => linesOf(doctorText(broken)))).toEqual([
      'NOT SOUND  2 faults: trust no answer until they are mended  firebreak 1.2.3',
      '  git             FAILED git cannot be used',
      '  readers         FAILED 0 of 1 reader found what was planted in 2 files',
      '    npm-lock@1 version 3: the plant was found not at all, not once',
      '',
    ]);
  });
});

describe('the table of readers', () => {
  it.each([80, 140])('says in %i columns what each sees', (width) => {
    const lines = onPage(width, () => linesOf(readersText(sound)));

    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(lines[2]).toMatch(/^reader +plants +edges +importers +dev +hashes +versions$/);
    expect(lines[3]).toMatch(/^npm-lock +2 ok +all +file +file +artefact +1, 2, 3$/);
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(
      'Bundled packages bear no integrity: what lies in the archive that brings them is not told.',
    );
    expect(lines.join('\n')).toContain('Not read  cargo-lock');
  });

  it('names of many versions the first and the last, and keeps to a line a reader', () => {
    const versions = ['3.1', '4.0', '4.1', '4.2', '4.5.1'];
    const wide = { ...npm, id: 'composer-installed', importers: 'companion' as const, versions };
    const lines = onPage(80, () => linesOf(readersText({ ...sound, readers: [wide, npm] })));

    expect(lines[3]).toMatch(/^composer-installed {2}2 ok .*companion .*3\.1 to 4\.5\.1$/);
    expect(lines[4]).toMatch(/^npm-lock /);
  });

  it('says which reader is not to be relied on', () => {
    const lines = onPage(80, () => linesOf(readersText(broken)));

    expect(lines[3]).toMatch(/^npm-lock +FAILED +all/);
    expect(lines.join('\n')).toContain('npm-lock@1 version 3: the plant was found');
  });
});
