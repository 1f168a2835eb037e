import { open, stat } from 'node:fs/promises';

/** What a shell hands over by path: the other end is open already, so that opening cannot block. */
const handedOver = /^(?:\/dev\/(?:null|stdin|fd\/\d+)|\/proc\/self\/fd\/\d+)$/;

/**
 * Reads what a shell hands over as a path (`<(command)`, `/dev/stdin` from a pipe, `/dev/null`), `limit + 1` bytes at
 * most. Null where the path is none of these. Throws the system's own error.
 */
export async function readHandedOver(path: string, limit: number): Promise<Uint8Array | null> {
  if (!(await isHandedOver(path))) return null;
  const handle = await open(path, 'r');
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    while (size <= limit) {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(64 * 1024) });
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, Math.min(bytesRead, limit + 1 - size)));
      size += bytesRead;
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}

/** Whether a path is one that readHandedOver reads. */
export async function isHandedOver(path: string): Promise<boolean> {
  if (!handedOver.test(path)) return false;
  const status = await stat(path).catch(() => null);
  return status !== null && (path === '/dev/null' || status.isFIFO());
}
