import type { GitOutput } from '../../host/git.ts';

/** Why git ended: the last line that it calls fatal, else the first it wrote, else how it ended. */
export function whyEnded({
  exitCode,
  signal,
  stderr,
}: Pick<GitOutput, 'exitCode' | 'signal' | 'stderr'>): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const fatal = lines.findLast((line) => line.startsWith('fatal: '));
  const words = fatal ?? lines.find((line) => line !== '') ?? '';
  if (words !== '') return words.replace(/^(?:fatal|error|warning): /, '');
  return signal === null ? `git ended with ${exitCode}` : `git was ended by ${signal}`;
}

/** Whether what git died of is that there is no repository at all. */
export function notARepository(reason: string): boolean {
  return reason.includes('not a git repository') || reason.includes('Invalid path');
}
