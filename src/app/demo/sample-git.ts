import { type SimpleGit, simpleGit } from 'simple-git';
import type { Signature } from './history.ts';

/**
 * A fresh git in `directory`. It sees nobody's configuration and only the environment given here, and
 * commits as `signature` says, so that the same calls give the same object names on every machine.
 */
export function sampleGit(directory: string, signature: Signature): SimpleGit {
  const [name = '', address = ''] = signature.author.slice(0, -1).split(' <');
  const date = `${Date.parse(signature.date) / 1000} +0000`;
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: address,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: address,
    GIT_COMMITTER_DATE: date,
  };
  // simple-git removes or refuses guarded variables and options that are not named; all of ours are constants.
  return simpleGit({
    baseDir: directory,
    allowEnvironment: Object.keys(environment),
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeTemplateDir: true },
  }).env(environment);
}
