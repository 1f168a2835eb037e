import type { Incident, Indicator } from '../../incident/schema.ts';
import { fits } from '../../sources/sign-path.ts';
import type { SoughtCommit, SoughtPath, SoughtSign, SoughtSigns } from '../../sources/signs.ts';
import { commitStatement } from '../commit-statement.ts';
import { soughtPaths } from './sought-path.ts';

const algorithms = ['sha256', 'sha1', 'md5', 'sha512'] as const;

/**
 * What trees, contents and commits are held against; null where an incident has nothing of the kind. What an indicator
 * of a known kind states in a way that cannot be looked for (a path of one component on some machine) is left out.
 */
export function soughtSigns({ indicators }: Incident): SoughtSigns | null {
  const signs = indicators.map((indicator) => ({ indicator, sign: signOf(indicator) }));
  const paths = signs.flatMap(({ indicator, sign }) => soughtPaths(indicator, sign));
  const workflowNames = new Map<string, SoughtSign>();
  const digests = new Map<string, SoughtSign>();
  const commits: SoughtCommit[] = [];
  const emails = new Map<string, SoughtSign>();
  const names = new Map<string, SoughtSign>();
  for (const { indicator, sign } of signs) {
    const { kind, value } = indicator;
    const algorithm = algorithms.find((one) => one === kind);
    if (algorithm !== undefined) digests.set(`${algorithm}:${value.toLowerCase()}`, sign);
    if (kind === 'workflow' && !value.includes('/')) workflowNames.set(value.trim(), sign);
    const commit = kind === 'commit' ? commitStatement(value) : null;
    if (commit !== null) commits.push({ sign, hash: commit.hash });
    if (kind === 'email') emails.set(value.trim().toLowerCase(), sign);
    if (kind === 'account') names.set(value.trim().toLowerCase().replace(/^@/, ''), sign);
  }
  const sought = paths.length + workflowNames.size + digests.size + commits.length;
  if (sought + emails.size + names.size === 0) return null;
  const [patterns, exact] = [true, false].map((wanted) =>
    paths.filter(({ name }) => name.includes('*') === wanted),
  ) as [SoughtPath[], SoughtPath[]];
  return {
    byName: Map.groupBy(exact, ({ name }) => name),
    byPattern: patterns,
    workflowNames,
    digests,
    algorithms: algorithms.filter((one) => indicators.some(({ kind }) => kind === one)),
    commits,
    emails,
    names,
    words: wordsOf(indicators, paths),
  };
}

/** Whether a scan looks for an indicator in trees, contents or commits. */
export function isSoughtAsSign(indicator: Pick<Indicator, 'context' | 'kind' | 'value'>): boolean {
  const { kind, value } = indicator;
  if (whole.has(kind)) return true;
  if (kind === 'commit') return commitStatement(value) !== null;
  if (kind === 'workflow' && !value.includes('/')) return true;
  return soughtPaths(indicator, signOf(indicator)).length > 0;
}

/** Kinds of which every value can be looked for. */
const whole: ReadonlySet<string> = new Set(['account', 'email', ...algorithms]);

function signOf({ kind, value }: Pick<Indicator, 'kind' | 'value'>): SoughtSign {
  return { kind, value };
}

/** What a command that starts by itself may name: the payload's files and hosts. */
function wordsOf(indicators: readonly Indicator[], paths: readonly SoughtPath[]): string[] {
  const files = paths
    .map(({ name }) => name)
    .filter((name) => !fits(name, '') && !name.includes('*'));
  const hosts = indicators.flatMap(({ kind, value }) =>
    kind === 'domain' || kind === 'ip' ? [value] : kind === 'url' ? [hostOf(value)] : [],
  );
  const words = [...files, ...hosts].map((word) => word.toLowerCase());
  return [...new Set(words)].filter((word) => word.length > 3).toSorted();
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
