import { describe, expect, it } from 'vitest';
import { checkpointNote, readCheckpoint } from '../../src/journal/checkpoint.ts';
import { type SigningKey, signingKey } from '../../src/journal/key.ts';
import { openNote, parseVerifier, type Verifier, verifierText } from '../../src/journal/note.ts';
import { realDoors } from '../support/doors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// A key and a note of another implementation: the first example of the Go package golang.org/x/mod/sumdb/note.
const foreignKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const foreignText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const foreignNote = `${foreignText}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

describe('a signed note of somebody else', () => {
  it('is opened with its key', () => {
    const key = parseVerifier(foreignKey);

    expect(key?.name).toBe('PeterNeumann');
    const publicKey = Buffer.from(key?.key.export({ format: 'jwk' }).x ?? '', 'base64url');
    expect(verifierText('PeterNeumann', publicKey)).toBe(foreignKey);
    expect(openNote(foreignNote, key as never)).toMatchObject({ text: foreignText });
  });

  it('is refused once a letter is another', () => {
    const key = parseVerifier(foreignKey) as never;

    expect(openNote(foreignNote.replace('answer', 'Answer'), key)).toEqual({
      problem: 'the signature of PeterNeumann is wrong',
    });
    expect(openNote(foreignNote.replace('\u2014 Peter', '\u2014 Meter'), key)).toEqual({
      problem: 'PeterNeumann has not signed it',
    });
    expect(openNote(foreignText, key)).toEqual({ problem: 'it is not a signed note' });
  });
});

describe('a verifier key', () => {
  it.each([
    ['another hash', foreignKey.replace('c74f20a3', 'c74f20a4')],
    ['another name', foreignKey.replace('Peter', 'Meter')],
    ['spare bits set', foreignKey.replace('10TW', '10TX')],
    ['no name', foreignKey.replace('PeterNeumann', '')],
    ['nothing', ''],
  ])('with %s is none', (_, text) => {
    expect(parseVerifier(text)).toBeNull();
  });
});

describe('a checkpoint', () => {
  it('comes back, and is refused for another run or another key', async () => {
    const key = await signingKey(realDoors, temporaryDirectory(), 'box');
    const other = await signingKey(realDoors, temporaryDirectory(), 'box');
    const root = Buffer.alloc(32, 7);
    const note = checkpointNote('run-1', { size: 12, root }, key);

    expect(note.split('\n').slice(0, 4)).toEqual([
      'firebreak/run-1',
      '12',
      root.toString('base64'),
      '',
    ]);
    expect(readCheckpoint(note, 'run-1', verifierOf(key))).toEqual({
      checkpoint: { size: 12, root },
      plain: true,
    });
    expect(readCheckpoint(note, 'run-2', verifierOf(key))).toHaveProperty('problem');
    expect(readCheckpoint(note, 'run-1', verifierOf(other))).toHaveProperty('problem');
  });

  it('may carry the signatures of others, and is not plain then', async () => {
    const key = await signingKey(realDoors, temporaryDirectory(), 'box');
    const note = checkpointNote('run-1', { size: 1, root: Buffer.alloc(32) }, key);
    const witnessed = `${note}\u2014 witness.example ${Buffer.alloc(68).toString('base64')}\n`;

    expect(readCheckpoint(witnessed, 'run-1', verifierOf(key))).toMatchObject({ plain: false });
  });
});

function verifierOf({ verifier }: SigningKey): Verifier {
  const parsed = parseVerifier(verifier);
  if (parsed === null) throw new Error(`${verifier} is no verifier key`);
  return parsed;
}
