import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Gives the refs of a repository made with everything the builder offers. */
function make(): string {
  const repository = gitRepository();
  repository.commit({ 'a/package-lock.json': '{}', 'gone.txt': 'x' });
  repository.branch('feature/x');
  repository.commit(
    { 'gone.txt': null, 'b.bin': new Uint8Array([0, 255]) },
    { date: '2026-03-04T05:06:07Z' },
  );
  repository.tag('v1');
  repository.tag('v2', 'main', 'Annotated');
  repository.updateRef('refs/pull/7/head', 'main');
  repository.checkout('main');
  return repository.git('for-each-ref', '--format=%(objectname) %(objecttype) %(refname)');
}

it("keeps tests away from the user's data and from anyone's git configuration", () => {
  const { FIREBREAK_HOME = '', FIREBREAK_TEST_DIRECTORY = '' } = process.env;
  const origins = gitRepository().git('config', '--list', '--show-scope');

  expect(existsSync(FIREBREAK_TEST_DIRECTORY)).toBe(true);
  expect(FIREBREAK_HOME).toBe(join(FIREBREAK_TEST_DIRECTORY, 'home'));
  expect(temporaryDirectory()).toContain(FIREBREAK_TEST_DIRECTORY);
  expect(origins).not.toMatch(/^(?:system|global)\t/m);
  expect(() => gitRepository().git('ls-remote', 'https://git.example/x')).toThrow(
    "transport 'https' not allowed",
  );
});

it('makes the same repository from the same calls', () => {
  const refs = make();

  expect(make()).toBe(refs);
  expect(refs.replaceAll(/^\w{40} /gm, '').split('\n')).toEqual([
    'commit refs/heads/feature/x',
    'commit refs/heads/main',
    'commit refs/pull/7/head',
    'commit refs/tags/v1',
    'tag refs/tags/v2',
  ]);
});
