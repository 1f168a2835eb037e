import type { OpenRequest } from '../lockfile/types.ts';
import {
  groupFiles,
  type Occurrence,
  type ReadableFile,
  readFiles,
  type ReadingFiles,
} from './readings.ts';

/** What a manifest asks for, whether or not a lockfile answers for it. */
export interface AskedManifest {
  readonly occurrences: readonly Occurrence[];
  readonly digest: string;
  readonly ecosystems: readonly string[];
  /** With the lines on which they stand. */
  readonly requests: readonly OpenRequest[];
}

type ManifestNote = Pick<AskedManifest, 'digest' | 'requests'>;

/** Reads what manifests ask for. What was noted is not read again; those that cannot be read are left out. */
export async function* readAsked(
  files: readonly ReadableFile[],
  reading: Omit<ReadingFiles, 'accepts'>,
): AsyncGenerator<AskedManifest> {
  const { known, listing } = reading;
  const keys = new Map<string, string>();
  const unread: ReadableFile[] = [];
  for (const { id, key, occurrences, reader } of groupFiles(listing, files)) {
    const noted = known.notes?.of(noteKey(key)) as ManifestNote | null | undefined;
    if (noted) yield { occurrences, ecosystems: reader.ecosystems, ...noted };
    else
      for (const { name, node } of occurrences) {
        keys.set(`${node} ${name}`, key);
        unread.push({ name, node, id, reader });
      }
  }
  for await (const finding of readFiles(unread, { ...reading, accepts: () => false })) {
    if (!('artefact' in finding)) continue;
    const { artefact, occurrences } = finding;
    const requests = artefact.reading.documents.flatMap((document) => document.requests ?? []);
    const note: ManifestNote = { digest: artefact.digest, requests };
    const [{ name, node }] = occurrences as [Occurrence];
    known.notes?.keep(noteKey(keys.get(`${node} ${name}`) ?? ''), note);
    yield { occurrences, ecosystems: artefact.ecosystems, ...note };
  }
}

function noteKey(fileKey: string): string {
  return `asked ${fileKey}`;
}
