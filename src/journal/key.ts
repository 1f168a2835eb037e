import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';
import { isKeyName, type SigningKey, verifierText } from './note.ts';

export type { SigningKey };

const KeyFile = z.strictObject({
  v: z.literal(1),
  name: z.string().refine(isKeyName),
  verifier: z.string(),
  /** PKCS #8, PEM. */
  privateKey: z.string(),
});

/**
 * Loads the Ed25519 key in a directory (`signing-key.json`, mode 0600), or makes one under this name. A key that is
 * there keeps the name it was made with: records name it. Throws ARGUMENT_INVALID for an impossible name,
 * FILE_UNREADABLE for a key that is damaged or that others can read, FILE_UNWRITABLE.
 */
export async function signingKey(
  doors: Doors,
  directory: string,
  name: string,
): Promise<SigningKey> {
  const path = join(directory, 'signing-key.json');
  if ((await doors.files.statusOf(path)) === null) {
    if (!isKeyName(name))
      throw new FirebreakError(
        'ARGUMENT_INVALID',
        `${JSON.stringify(name)} cannot be the name of a signing key`,
        'Use letters, digits, dots, dashes and slashes.',
      );
    await doors.files.makeDirectory(directory);
    // Where another process was first, its key is the one.
    if (await doors.files.writeNewFile(path, newKeyFile(name)))
      await doors.files.syncDirectory(directory);
  }
  return await loadKey(doors, path);
}

function newKeyFile(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const file: z.infer<typeof KeyFile> = {
    v: 1,
    name,
    verifier: verifierText(name, publicBytes(privateKey)),
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

async function loadKey(doors: Doors, path: string): Promise<SigningKey> {
  const status = await doors.files.statusOf(path);
  if (status?.isFile() && (status.mode & 0o077) !== 0)
    throw unusable(path, 'others can read it', `Make it yours alone: chmod 600 ${path}`);
  const read = await doors.files.readRegularFile(path, 64 * 1024);
  if (read.status !== 'read') throw damaged(path, 'it is no regular file of a key');
  try {
    const file = KeyFile.parse(JSON.parse(Buffer.from(read.bytes).toString('utf8')));
    const privateKey = createPrivateKey(file.privateKey);
    if (privateKey.asymmetricKeyType !== 'ed25519') throw damaged(path, 'not an Ed25519 key');
    const verifier = verifierText(file.name, publicBytes(privateKey));
    if (verifier !== file.verifier) throw damaged(path, 'its two halves do not belong together');
    return { name: file.name, verifier, sign: (bytes) => sign(null, bytes, privateKey) };
  } catch (error) {
    // What the parser quotes may be part of the key.
    throw error instanceof FirebreakError ? error : damaged(path, 'its text cannot be read');
  }
}

function publicBytes(privateKey: KeyObject): Uint8Array {
  // The last 32 bytes of the DER (RFC 8410) are the key.
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
}

function damaged(path: string, why: string): FirebreakError {
  return unusable(
    path,
    why,
    'Put the file back from a copy. Without it the runs it signed cannot go on; new ones get a new key once it is moved away.',
  );
}

function unusable(path: string, why: string, hint: string): FirebreakError {
  return new FirebreakError('FILE_UNREADABLE', `the signing key ${path} is unusable: ${why}`, hint);
}
