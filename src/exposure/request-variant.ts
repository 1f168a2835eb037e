import type { OpenRequest } from '../lockfile/types.ts';
import { purlOf } from '../package/purl.ts';
import type { Place, Sighting } from '../sources/types.ts';
import { joinEntries } from './dependency.ts';
import type { RequestHit } from './hits.ts';
import type { Exposure } from './schema.ts';
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
      ...surestOutcome(hits.flatMap(statedOutcome)),
    },
    registry: null,
    dependency: joinEntries(hits.map(({ request }) => directly(request))),
    residue: false,
    evidence: { digest, reader, source: sighting.source },
  };
}

type Asked = NonNullable<Exposure['request']>;

/** What is said of several requests together: what the surest of them says, and the commands of all. */
export function surestOutcome(all: readonly Partial<Asked>[]): Partial<Asked> {
  const stated = all.filter(({ answer }) => answer !== undefined);
  const surest = stated.find(({ answer }) => answer === 'would') ?? stated[0];
  const commands = [...new Set(all.flatMap((one) => one.commands ?? []))].toSorted();
  const { answer, cooldown, reason } = surest ?? {};
  return {
    ...(answer === undefined ? {} : { answer }),
    ...(reason === undefined ? {} : { reason }),
    ...(cooldown === undefined ? {} : { cooldown }),
    ...(commands.length === 0 ? {} : { commands }),
  };
}

function statedOutcome({ outcome, request }: RequestHit): Partial<Asked>[] {
  const commands = request.launch === undefined ? {} : { commands: [request.launch.command] };
  if (outcome === undefined || outcome.answer === 'could-not') return [commands];
  const { answer, cooldown, reason } = outcome;
  return [{ answer, reason, ...(cooldown === null ? {} : { cooldown }), ...commands }];
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
