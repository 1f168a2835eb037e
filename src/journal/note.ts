import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

// The form of C2SP's signed-note: a text that ends in a line end, an empty line, signature lines of em dash, key name
// and base64 of four bytes of key id and the signature.

const ed25519 = 0x01;
/** The key of this machine that signs checkpoints. */
export interface SigningKey {
  readonly name: string;
  /** C2SP signed-note verifier key text, `name+hash+base64`. */
  readonly verifier: string;
  sign(bytes: Uint8Array): Uint8Array;
}

/** DER of an Ed25519 public key (RFC 8410) before its 32 bytes. */
const publicKeyLead = Buffer.from('302a300506032b6570032100', 'hex');
const maxNoteBytes = 64 * 1024;

/** A key that signatures are held against. */
export interface Verifier {
  readonly name: string;
  /** Four bytes. */
  readonly id: Uint8Array;
  readonly key: KeyObject;
}

/** Whether a key may bear this name: not empty, no blanks, no plus, nothing that a terminal obeys. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(name);
}

/** The verifier key text `name+hash+base64` of an Ed25519 public key of 32 bytes. */
export function verifierText(name: string, publicKey: Uint8Array): string {
  const id = Buffer.from(keyId(name, publicKey)).toString('hex');
  return `${name}+${id}+${Buffer.from([ed25519, ...publicKey]).toString('base64')}`;
}

/** Reads a verifier key; null where it is none, not one of Ed25519, or its hash is another's. */
export function parseVerifier(text: string): Verifier | null {
  const [name = '', hash = '', ...rest] = text.split('+');
  const key = strictBase64(rest.join('+'));
  if (key?.length !== 33 || key[0] !== ed25519 || !isKeyName(name)) return null;
  const publicKey = key.subarray(1);
  const id = keyId(name, publicKey);
  if (Buffer.from(id).toString('hex') !== hash) return null;
  const der = Buffer.concat([publicKeyLead, publicKey]);
  return { name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** A text, which ends in a line end, signed. The key's verifier must be one. */
export function signNote(text: string, key: SigningKey): string {
  const verifier = parseVerifier(key.verifier);
  if (verifier === null) throw new TypeError(`${key.verifier} is no verifier key`);
  return noteOf(text, verifier, key.sign(Buffer.from(text)));
}

/** A note with one signature. */
export function noteOf(text: string, { id, name }: Verifier, signature: Uint8Array): string {
  const signed = Buffer.concat([id, signature]).toString('base64');
  return `${text}\n\u2014 ${name} ${signed}\n`;
}

/** What opening a note gave. */
export type OpenedNote =
  | { readonly text: string; readonly signature: Uint8Array }
  | { readonly problem: string };

/** The text of a note that the key has signed. Signatures of other keys are ignored, as the form demands. */
export function openNote(note: string, verifier: Verifier): OpenedNote {
  if (note.length > maxNoteBytes) return { problem: 'it is too large for a signed note' };
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) return { problem: 'it holds control characters' };
  const split = note.lastIndexOf('\n\n');
  if (split === -1 || !note.endsWith('\n') || split + 2 >= note.length)
    return { problem: 'it is not a signed note' };
  const text = note.slice(0, split + 1);
  const own: Uint8Array[] = [];
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, name = '', encoded = ''] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = strictBase64(encoded);
    if (bytes === null || bytes.length < 5) return { problem: 'a signature line cannot be read' };
    if (name === verifier.name && bytes.subarray(0, 4).equals(verifier.id))
      own.push(bytes.subarray(4));
  }
  const [signature] = own;
  if (signature === undefined) return { problem: `${verifier.name} has not signed it` };
  const good = own.every((one) => verify(null, Buffer.from(text), verifier.key, one));
  return good ? { text, signature } : { problem: `the signature of ${verifier.name} is wrong` };
}

/** Base64 (RFC 4648, section 4) with padding and no spare bits set; null for all else. */
export function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : null;
}

function keyId(name: string, publicKey: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(ed25519));
  return hash.update(publicKey).digest().subarray(0, 4);
}
