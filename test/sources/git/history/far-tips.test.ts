import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainLook } from '../../../../src/sources/look.ts';
import { type GitRepository, gitRepository } from '../../../support/git-repository.ts';
import { npmLock } from '../../../support/lockfiles.ts';
import { type HistoryLook, lookThrough } from './look.ts';

let repository: GitRepository;

beforeAll(() => {
  repository = gitRepository();
  const clean = repository.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
  repository.branch('topic');
  const pull = repository.commit({
    '.github/workflows/ci.yml': 'jobs:\n  t:\n    steps:\n      - run: npx evil@1.0.0\n',
    'tools/node_modules/odd/package.json': '{"name":"odd","version":"3.0.0"}',
    'tools/package.json': '{"dependencies":{"odd":"^3.0.0"}}',
  });
  repository.checkout('main');
  repository.git('branch', '--quiet', '-D', 'topic');
  const refs = Array.from({ length: 101 }, (_, index) => `create refs/pull/${index}/head ${clean}`);
  execFileSync('git', ['update-ref', '--stdin'], {
    cwd: repository.directory,
    input: `${refs.join('\n')}\n`,
  });
  repository.updateRef('refs/pull/500/head', pull);
});

async function outlined(history: 'reachable' | null): Promise<HistoryLook & { refs: number }> {
  let refs = 0;
  const session = { ...plainLook, outlined: (count: number) => (refs += count) };
  return { ...(await lookThrough(repository.directory, { history, session })), refs };
}

describe('a pull request of a repository that has very many', () => {
  it('is asked for what starts installs and for what is installed, as branches are', async () => {
    const { problems, tips } = await outlined('reachable');

    expect(problems).toEqual([]);
    expect(tips.filter((line) => line.endsWith('@pull:refs/pull/500/head'))).toEqual([
      '.github/workflows/ci.yml@pull:refs/pull/500/head',
      'tools/node_modules@pull:refs/pull/500/head',
    ]);
  });

  it('is counted as looked at in outline', async () => {
    const { refs } = await outlined('reachable');

    expect(refs).toBe(102);
  });

  it('is looked at whole where there are few enough to do so', async () => {
    const { refs } = await outlined(null);

    expect(refs).toBe(0);
  });
});
