import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { enumerateObjects } from '../../../../src/sources/git/history/enumerate.ts';
import { loadRepository } from '../../../../src/sources/git/history/read.ts';
import { listTips } from '../../../../src/sources/git/history/tips.ts';
import { listTrees } from '../../../../src/sources/git/list.ts';
import { openObjects } from '../../../../src/sources/git/objects.ts';
import { listRefs } from '../../../../src/sources/git/refs.ts';
import { structureByObject } from '../../../../src/sources/git/structure.ts';
import { blobContent } from '../../../../src/sources/git/content.ts';
import { nothingKnown } from '../../../../src/sources/known.ts';
import type { Listing } from '../../../../src/sources/listing.ts';
import { mayMatter } from '../../../../src/sources/matter.ts';
import { survey } from '../../../../src/sources/survey.ts';
import { realDoors } from '../../../support/doors.ts';
import { type GitRepository, gitRepository } from '../../../support/git-repository.ts';
import { hiddenLock, manifest, npmLock, yarnLock } from '../../../support/lockfiles.ts';

let repository: GitRepository;

/** Two listings of the same refs: tree by tree, and from memory. */
async function bothListings(): Promise<[string[], string[]]> {
  const gitDir = join(repository.directory, '.git');
  const { refs } = await listRefs({ gitDir, commonDir: gitDir }, 'all', realDoors);
  const objects = openObjects(gitDir, realDoors);
  try {
    const structure = structureByObject(objects);
    const byTree = await said(await listTrees({ structure, objects }, refs, null), objects);
    const loaded = await loadRepository(
      gitDir,
      await enumerateObjects(gitDir, realDoors),
      { matters: mayMatter, contents: new Set() },
      realDoors,
    );
    const inMemory = await said(await listTips(loaded, objects, refs, null, mayMatter), objects);
    return [byTree, inMemory];
  } finally {
    await objects.close();
  }
}

/** What a survey says of a listing. */
async function said(listing: Listing, objects: ReturnType<typeof openObjects>): Promise<string[]> {
  const lines: string[] = [];
  for await (const item of survey(listing, blobContent(objects), 'git', nothingKnown())) {
    if (item.kind === 'problem') lines.push(JSON.stringify(item));
    if (item.kind !== 'sighting') continue;
    const { artefact } = item;
    const settings = (await item.settings?.()) ?? [];
    lines.push(
      JSON.stringify([
        artefact.reader,
        artefact.digest,
        item.places(),
        artefact.reading.problems,
        artefact.reading.documents.map(({ packages, requests }) => [packages, requests]),
        settings.map(({ files, path, refs }) => [
          path,
          refs,
          files.map((file) => [file.path, Buffer.from(file.bytes).toString()]),
        ]),
      ]),
    );
  }
  return lines.toSorted();
}

beforeAll(() => {
  repository = gitRepository();
  repository.commit({
    'package.json': manifest({ dependencies: { a: '^1.0.0' } }),
    '.npmrc': 'registry=https://registry.example/\n',
    'package-lock.json': npmLock({ a: '1.0.0' }),
    'yarn.lock': yarnLock({ 'a@^1.0.0': '1.0.0' }),
    'apps/site/package.json': manifest({ dependencies: { b: '^1.0.0' } }),
    'apps/other/yarn.lock': yarnLock({ 'c@^1.0.0': '1.0.0' }),
    'apps/other/package.json': manifest({ dependencies: { c: '^1.0.0' } }),
    'py/requirements.txt': '-r more/base.txt\nrequests==2.0.0\n',
    'py/more/base.txt': 'urllib3==1.0.0\n',
    Dockerfile: 'RUN npm install -g d\n',
    '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: npx e@1\n',
    '.claude/settings.json': '{"hooks":{"x":[{"hooks":[{"type":"command","command":"npx f"}]}]}}\n',
    'docs/readme.md': 'nothing',
    'rust/Cargo.lock': '',
    'gradle/verification-metadata.xml': '<x/>',
    'node_modules/.package-lock.json': hiddenLock({ a: '1.0.0' }),
    'node_modules/a/package.json': manifest({ name: 'a' }),
    'scoped/node_modules/@scope/b/package.json': manifest({ name: '@scope/b' }),
    'lib/node_modules/c/node_modules/d/package.json': manifest({ name: 'd' }),
    'vendor/composer/installed.json': '{"packages":[]}',
    'broken/package-lock.json': '{',
    'empty/yarn.lock': '',
  });
  execFileSync('ln', ['-s', '../package-lock.json', 'apps/package-lock.json'], {
    cwd: repository.directory,
  });
  execFileSync('ln', ['-s', '../node_modules', 'apps/node_modules'], { cwd: repository.directory });
  repository.commit({ 'docs/a': '1' });
  repository.tag('v1', 'HEAD', 'one');
  repository.branch('topic');
  repository.git('update-index', '--add', '--cacheinfo', `160000,${'e'.repeat(40)},libs/other`);
  repository.git('commit', '--quiet', '-m', 'linked');
  repository.updateRef('refs/pull/1/head', 'HEAD');
  repository.git('reset', '--hard', '--quiet', 'HEAD~1');
  repository.commit({
    'apps/site/package.json': null,
    'lib/node_modules/.package-lock.json': hiddenLock({}),
  });
  repository.checkout('main');
  repository.commit({
    'py/more/base.txt': 'urllib3==2.0.0\n',
    'apps/site/package-lock.json': npmLock({ b: '1.0.0' }),
  });
  repository.git('tag', 'subtree', 'HEAD:apps');
  repository.git('tag', 'a-blob', 'HEAD:.npmrc');
});

it('tips from memory say what tips read tree by tree say', async () => {
  const [byTree, inMemory] = await bothListings();

  expect(inMemory).toEqual(byTree);
  expect(byTree.length).toBeGreaterThan(20);
});

it('the same where objects are missing', async () => {
  const tree = repository.git('rev-parse', 'topic:lib/node_modules');
  const commit = repository.git('rev-parse', 'v1^{commit}');
  repository.updateRef('refs/heads/gone', 'main');
  for (const oid of [tree, commit])
    execFileSync('rm', ['-f', `.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`], {
      cwd: repository.directory,
    });

  const [byTree, inMemory] = await bothListings();

  expect(byTree.some((line) => line.includes('GIT_OBJECT_MISSING'))).toBe(true);
  expect(inMemory).toEqual(byTree);
});
