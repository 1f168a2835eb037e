import { createHash } from 'node:crypto';
import { byCodeUnit } from './order.ts';
import type { Compromised } from './merge.ts';

/**
 * `sha256:` over what an incident says is compromised: each pair, range, commit and indicator as one line of JSON,
 * sorted by code unit. Neither the order of files nor who states a fact changes it.
 */
export function listDigest({ packages, indicators }: Compromised): string {
  const lines = [
    ...packages.flatMap(({ ecosystem, name, versions, ranges, references = {} }) => [
      ...Object.keys(versions).map((version) => JSON.stringify(['pair', ecosystem, name, version])),
      ...Object.keys(ranges).map((range) => JSON.stringify(['range', ecosystem, name, range])),
      ...Object.entries(references).map(([commit, { since, versions: borne }]) =>
        JSON.stringify(['reference', ecosystem, name, commit, since, ...borne]),
      ),
    ]),
    ...indicators.map(({ kind, value }) => JSON.stringify(['indicator', kind, value])),
  ];
  return `sha256:${createHash('sha256').update(lines.toSorted(byCodeUnit).join('\n')).digest('hex')}`;
}
