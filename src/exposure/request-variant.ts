import type { OpenRequest } from '../lockfile/types.ts';
import { purlOf } from '../package/purl.ts';
import type { Place, Sighting } from '../sources/types.ts';
import { joinEntries } from './dependency.ts';
import type { RequestHit } from './hits.ts';
import { sortedLines, type Variant } from './variant.ts';

/** What a manifest says of one package that it asks for and no lockfile pins. */
export function requestVariant(
  sighting: Sighting,
  { beside, refs }: Place,
  hits: readonly RequestHit[],
): Variant {
  const { digest, reader } = sighting.artefact;
  const [first] = hits as [RequestHit, ...RequestHit[]];
  return {
    refs,
    beside,
    lines: sortedLines(hits.map(({ request }) => request.line)),
    grade: 'resolvable',
    match: first.judgement.match,
    request: {
      ranges: hits.map(({ request }) => request.range ?? '*'),
      admits: hits.flatMap(({ judgement }) => judgement.admits),
    },
    registry: null,
    dependency: joinEntries(hits.map(({ request }) => directly(request))),
    residue: false,
    evidence: { digest, reader, source: sighting.source },
  };
}

/** The purl of what is asked for: no version is known. */
export function purlOfRequest({ ecosystem, name }: OpenRequest): string {
  return purlOf(ecosystem, name, null);
}

function directly({ kind, name }: OpenRequest): Variant['dependency'] {
  return {
    direct: true,
    scope: kind,
    importers: ['.'],
    paths: [['.', name]],
    pathsTotal: '1',
    dominators: [],
    bump: [name],
  };
}
