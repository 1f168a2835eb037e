import { classify, pathsTo } from '../../lockfile/graph.ts';
import type { Control, LockfileReader, Reading } from '../../lockfile/types.ts';
import { incidentOfVersion } from './incidents.ts';
import { type Find, findsIn, readControl } from './look.ts';

/** What one control shows of what a reader claims to see. */
export interface Shown {
  readonly title: string;
  readonly formatVersion: string;
  readonly edges: boolean;
  /** Whether it is known what the project asks for: with the files beside it, and without. */
  readonly importers: boolean;
  readonly importersAlone: boolean;
  /** Packages on the shortest way from an importer to the plant, both counted; 0 where there is none. */
  readonly wayLength: number;
  /** Whether the plant is known to be there for development alone, and by what. */
  readonly dev: 'file' | 'graph' | 'none';
  readonly integrity: 'artefact' | 'own' | 'none';
}

/** What a control shows, its plant looked at where it stands first. */
export function shownBy(reader: LockfileReader, control: Control): Shown {
  const reading = readControl(reader, control, control.bytes);
  const alone = readControl(reader, { path: control.path, companions: {} }, control.bytes);
  return {
    title: control.title,
    formatVersion: reading.formatVersion,
    edges: reading.documents.some((document) => document.graph().edges.length > 0),
    importers: knowsImporters(reading),
    importersAlone: knowsImporters(alone),
    ...plantAt(findsIn(reader, reading, incidentOfVersion(control.plant))[0]),
  };
}

/**
 * Where controls show less than a reader claims, or more, in sentences. What is claimed of every file every control
 * must show, and what is claimed of none, none.
 */
export function brokenClaims({ sees }: LockfileReader, shown: readonly Shown[]): string[] {
  const { dev, edges, importers, integrity, versions } = sees;
  const every = (holds: (one: Shown) => boolean, claim: string): string[] =>
    shown.filter((one) => !holds(one)).map(({ title }) => `${title}: ${claim}`);
  const some = (holds: (one: Shown) => boolean, claim: string): string[] =>
    shown.length === 0 || shown.some(holds) ? [] : [`no control ${claim}`];
  const asks = edges !== 'none' && importers !== 'none';
  return [
    ...every(
      ({ formatVersion }) => versions.includes(formatVersion),
      'is of a version that is not claimed',
    ),
    ...(edges === 'all' ? every((one) => one.edges, 'shows no edge') : []),
    ...(edges === 'some' ? some((one) => one.edges, 'shows an edge') : []),
    ...(edges === 'none' ? every((one) => !one.edges, 'shows edges, which are not claimed') : []),
    ...(importers === 'none'
      ? every((one) => !one.importers, 'knows importers, which are not claimed')
      : every((one) => one.importers, 'does not know what the project asks for')),
    ...(importers === 'file'
      ? some((one) => one.importersAlone, 'knows what the project asks for by itself')
      : every((one) => !one.importersAlone, 'knows importers without the files beside it')),
    ...(asks
      ? every(
          (one) => !one.edges || one.wayLength >= 3,
          'has no way from an importer over a package to the plant',
        )
      : []),
    ...every(
      (one) => (one.dev === 'none') === (dev === 'none'),
      `${dev === 'none' ? 'knows' : 'does not know'} that the plant is for development alone`,
    ),
    ...(dev === 'file' ? some((one) => one.dev === 'file', 'marks the plant as development') : []),
    ...(dev === 'graph'
      ? every((one) => one.dev !== 'file', 'marks the plant as development, which is not claimed')
      : []),
    ...some((one) => one.integrity === integrity, `has an integrity of kind ${integrity}`),
    ...(integrity === 'none'
      ? every((one) => one.integrity === 'none', 'has an integrity, which is not claimed')
      : []),
  ];
}

function plantAt(find: Find | undefined): Pick<Shown, 'dev' | 'integrity' | 'wayLength'> {
  const isAsked = find?.request?.kind === 'dev';
  if (find?.hit == null) return { dev: isAsked ? 'file' : 'none', integrity: 'none', wayLength: 0 };
  const { document, index, locked } = find.hit;
  const marked = locked.scope === 'dev' || locked.marks.includes('dev');
  const isDev = classify(document)[index]?.scope === 'dev';
  return {
    wayLength: pathsTo(document, index, 1).paths[0]?.length ?? 0,
    dev: marked ? 'file' : isDev ? 'graph' : 'none',
    integrity: integrityKind(locked.integrity),
  };
}

function integrityKind(integrity: string | null): Shown['integrity'] {
  if (integrity === null) return 'none';
  return /^(?:md5|sha1|sha256|sha384|sha512)-/.test(integrity) ? 'artefact' : 'own';
}

function knowsImporters({ documents }: Reading): boolean {
  return documents.some((document) => document.graph().importers !== 'unknown');
}
