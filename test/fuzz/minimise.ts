import { cheapFindings, type Input } from './examine.ts';
import type { Finding } from './oracles.ts';
import { bytesOf } from './rope.ts';

/** Attempts at making one input smaller. */
const attempts = 2000;

/**
 * A smaller file on which the reader still breaks the same rule: runs of bytes are taken out, halves first, while it
 * does. What is said of a file and its original (`lost`, `cut`, `slow`) is handed on whole.
 */
export function minimised(input: Input, { oracle }: Finding): Buffer {
  let bytes = bytesOf(input.rope);
  if (oracle === 'lost' || oracle === 'cut' || oracle === 'slow' || oracle === 'unsteady')
    return bytes;
  const breaks = (candidate: Buffer): boolean =>
    cheapFindings(input.known, candidate).some((finding) => finding.oracle === oracle);
  let left = attempts;
  for (let size = bytes.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < bytes.length && left > 0;) {
      const candidate = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
      left -= 1;
      if (breaks(candidate)) bytes = candidate;
      else at += size;
    }
  }
  return bytes;
}
