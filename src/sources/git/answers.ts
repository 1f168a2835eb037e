import { createHash } from 'node:crypto';

/** What asking for one object gave. */
export type GitObject =
  | { readonly oid: string; readonly status: 'read'; readonly type: string; readonly bytes: Buffer }
  | {
      readonly oid: string;
      readonly status: 'too-large';
      readonly type: string;
      readonly size: number;
    }
  | { readonly oid: string; readonly status: 'missing' }
  | { readonly oid: string; readonly status: 'corrupt'; readonly reason: string };

/** Takes `<oid> SP <type> SP <size> LF <bytes> LF` answers out of a stream of chunks (git-cat-file, "BATCH OUTPUT"). */
export class AnswerStream {
  private readonly chunks: AsyncIterator<Buffer>;
  private pending: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterator<Buffer>) {
    this.chunks = chunks;
  }

  /**
   * Null when the stream ended before the answer was whole. After `too-large` the stream stands before the
   * content, and nothing more can be taken from it.
   */
  async next(query: string, limit: number): Promise<GitObject | null> {
    const header = await this.line();
    if (header === null) return null;
    const parts = /^([0-9a-f]{40}|[0-9a-f]{64}) ([a-z]+) (\d+)$/.exec(header);
    if (!parts) return { oid: query, status: 'missing' };
    const [, oid, type] = parts as unknown as [string, string, string];
    const size = Number(parts[3]);
    if (size > limit) return { oid, status: 'too-large', type, size };
    const body = await this.take(size + 1);
    if (body === null) return null;
    const bytes = body.subarray(0, size);
    return nameOf(oid, type, bytes) === oid
      ? { oid, status: 'read', type, bytes }
      : { oid, status: 'corrupt', reason: 'its content does not answer to its name' };
  }

  private async line(): Promise<string | null> {
    for (let from = 0; ;) {
      const end = this.pending.indexOf(10, from);
      if (end !== -1) {
        const line = this.pending.toString('latin1', 0, end);
        this.pending = this.pending.subarray(end + 1);
        return line;
      }
      from = this.pending.length;
      if (!(await this.more())) return null;
    }
  }

  private async take(size: number): Promise<Buffer | null> {
    if (this.pending.length >= size) {
      const taken = this.pending.subarray(0, size);
      this.pending = this.pending.subarray(size);
      return taken;
    }
    const whole = Buffer.allocUnsafeSlow(size);
    let filled = this.pending.copy(whole);
    this.pending = Buffer.alloc(0);
    while (filled < size) {
      if (!(await this.more())) return null;
      const copied = this.pending.copy(whole, filled);
      filled += copied;
      this.pending = this.pending.subarray(copied);
    }
    return whole;
  }

  private async more(): Promise<boolean> {
    const chunk = await this.chunks.next();
    if (chunk.done) return false;
    this.pending =
      this.pending.length === 0 ? chunk.value : Buffer.concat([this.pending, chunk.value]);
    return true;
  }
}

/**
 * The name that content has by itself (gitformat-pack, "Object ID"). Git does not check it on reading, and a tree
 * that lies about its name can hold itself.
 */
function nameOf(oid: string, type: string, bytes: Buffer): string {
  return createHash(oid.length === 40 ? 'sha1' : 'sha256')
    .update(`${type} ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
