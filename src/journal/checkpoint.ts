import type { SigningKey } from './key.ts';
import { noteOf, openNote, signNote, strictBase64, type Verifier } from './note.ts';

/** Where checkpoints lie within a run. */
export const checkpointDirectory = 'checkpoints';

/** How many records there were, and the root of the tree over their lines. */
export interface Checkpoint {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Path of a checkpoint within its run. */
export function checkpointPath(size: number): string {
  return `${checkpointDirectory}/${size}.note`;
}

/** The size that a checkpoint's path names; null where it cannot be the path of one. */
export function sizeOfPath(path: string): number | null {
  const digits = /^checkpoints\/([1-9]\d{0,14})\.note$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A checkpoint in the form of C2SP's tlog-checkpoint, signed: origin `firebreak/<run>`, size, root; no more lines. */
export function checkpointNote(run: string, { root, size }: Checkpoint, key: SigningKey): string {
  const text = `${originOf(run)}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
  return signNote(text, key);
}

/** What reading a checkpoint gave. */
export type CheckpointRead =
  | {
      readonly checkpoint: Checkpoint;
      /** Whether the note is to the byte what this key's holder writes, without signatures of others. */
      readonly plain: boolean;
    }
  | { readonly problem: string };

/** Reads a checkpoint of a run that this key must have signed. */
export function readCheckpoint(note: string, run: string, verifier: Verifier): CheckpointRead {
  const opened = openNote(note, verifier);
  if ('problem' in opened) return opened;
  const [origin, digits = '', encoded = '', ...rest] = opened.text.split('\n');
  if (rest.length !== 1 || rest[0] !== '') return { problem: 'it has not three lines' };
  if (origin !== originOf(run)) return { problem: `it is a checkpoint of ${origin}` };
  const root = strictBase64(encoded);
  if (!/^[1-9]\d{0,14}$/.test(digits) || root?.length !== 32)
    return { problem: 'its size or its root cannot be read' };
  return {
    checkpoint: { size: Number(digits), root },
    plain: noteOf(opened.text, verifier, opened.signature) === note,
  };
}

function originOf(run: string): string {
  return `firebreak/${run}`;
}
