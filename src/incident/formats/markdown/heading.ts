import { ecosystemOf } from '../../../package/ecosystem.ts';

/** Words that in a heading stand for nothing but an ecosystem; `go` or `node` may be prose. */
const certain: ReadonlySet<string> = new Set([
  'composer',
  'crates.io',
  'golang',
  'maven',
  'npm',
  'nuget',
  'packagist',
  'pypi',
  'rubygems',
]);

/** The ecosystem that a heading names, null where it names none or several. */
export function headingEcosystem(heading: string): string | null {
  const words = heading
    .toLowerCase()
    .split(/[^a-z.]+/)
    .filter((word) => certain.has(word));
  const types = new Set(words.map(ecosystemOf));
  const [type] = types;
  return types.size === 1 ? (type ?? null) : null;
}
