import { createHash } from 'node:crypto';
import type { ContentReader } from './content.ts';
import type { HashedSign } from './sign-files.ts';
import type { SoughtSigns } from './signs.ts';

/** What hashing contents gave. */
export interface Hashed {
  /** Contents of which a digest is sought, by what they were asked for by. */
  readonly found: ReadonlyMap<string, readonly HashedSign[]>;
  /** Those that could not be read, each with why. */
  readonly unread: readonly { readonly id: string; readonly why: 'too-large' | 'unreadable' }[];
}

/** Whether contents must be hashed at all. */
export function seeksDigests({ digests }: SoughtSigns): boolean {
  return digests.size > 0;
}

/** The sought digests that bytes have, by themselves or, where they stand for a file kept elsewhere, of that file. */
export function digestsOf(bytes: Uint8Array, sought: SoughtSigns): HashedSign[] {
  const found = sought.algorithms.flatMap((algorithm) =>
    lookUp(sought, `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`),
  );
  const pointed = pointerDigest(bytes);
  return pointed === null ? found : [...found, ...lookUp(sought, pointed)];
}

/** Reads contents, each id once, and gives those that are sought. Holds one at a time. */
export async function hashContents(
  content: ContentReader,
  ids: readonly string[],
  sought: SoughtSigns,
): Promise<Hashed> {
  const found = new Map<string, readonly HashedSign[]>();
  const unread: Hashed['unread'][number][] = [];
  let index = 0;
  for await (const answer of content.read(ids)) {
    const id = ids[index++] as string;
    if (answer.status !== 'read') {
      unread.push({ id, why: answer.status === 'too-large' ? 'too-large' : 'unreadable' });
      continue;
    }
    const signs = digestsOf(answer.bytes, sought);
    if (signs.length > 0) found.set(id, signs);
  }
  return { found, unread };
}

function lookUp({ digests }: SoughtSigns, digest: string): HashedSign[] {
  const sign = digests.get(digest);
  return sign === undefined ? [] : [{ sign, digest }];
}

/** No pointer is longer (git-lfs docs, "Git LFS Specification": under 1024 bytes). */
const maxPointerBytes = 1024;

/** The digest of the file that a Git LFS pointer stands for; null where the bytes are none. */
function pointerDigest(bytes: Uint8Array): string | null {
  if (bytes.length > maxPointerBytes || bytes[0] !== 0x76) return null;
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.startsWith('version https://git-lfs.github.com/spec/')) return null;
  return /^oid (sha256:[0-9a-f]{64})$/m.exec(text)?.[1] ?? null;
}
