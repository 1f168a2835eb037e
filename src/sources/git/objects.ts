import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import type { GitConversation } from '../../host/git.ts';
import { interrupted } from '../../host/interrupt.ts';

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

/** Reads a repository's objects through one long-lived `git cat-file --batch`. */
export interface ObjectReader {
  /**
   * Yields an answer per query, in order. A query is an object id, or an expression such as `<oid>^{commit}`.
   * Objects over `limit` bytes are passed over without being held. Consume it to its end before reading again.
   */
  read(queries: readonly string[], limit: number): AsyncGenerator<GitObject>;
  close(): Promise<void>;
}

/** A process that dies on an object is started again without it; a repository that kills this many is given up. */
const maxRestarts = 256;

/** Opens a repository's objects. The process starts with the first read. */
export function openObjects(gitDir: string, { git, signal }: Doors): ObjectReader {
  let conversation: GitConversation | null = null;
  let restarts = 0;

  async function* read(queries: readonly string[], limit: number): AsyncGenerator<GitObject> {
    let next = 0;
    while (next < queries.length) {
      conversation ??= await git.converseWithGit(gitDir, ['cat-file', '--batch'], signal);
      const answers = new AnswerStream(conversation.answers);
      conversation.ask(`${queries.slice(next).join('\n')}\n`);
      try {
        while (next < queries.length) {
          const answer = await answers.next(queries[next] as string, limit);
          if (answer === null) break;
          next += 1;
          yield answer;
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
      if (next === queries.length) return;
      const ended = await conversation.close();
      conversation = null;
      if (signal.aborted || ended.signal === 'SIGINT') throw interrupted();
      restarts += 1;
      const reason = firstLine(ended.stderr) || `git ended with ${ended.signal ?? ended.exitCode}`;
      if (restarts > maxRestarts || notARepository(reason)) {
        throw new FirebreakError(
          'GIT_UNREADABLE',
          `git cannot read ${gitDir}: ${reason}`,
          'Run `git fsck` there, or clone it anew.',
        );
      }
      yield { oid: queries[next] as string, status: 'corrupt', reason };
      next += 1;
    }
  }

  return {
    read,
    close: async () => {
      await conversation?.close();
      conversation = null;
    },
  };
}

/** Takes `<oid> SP <type> SP <size> LF <bytes> LF` answers out of a stream of chunks (git-cat-file, "BATCH OUTPUT"). */
class AnswerStream {
  private readonly chunks: AsyncIterator<Buffer>;
  private pending: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterator<Buffer>) {
    this.chunks = chunks;
  }

  /** Null when the stream ended before the answer was whole. */
  async next(query: string, limit: number): Promise<GitObject | null> {
    const header = await this.line();
    if (header === null) return null;
    const parts = /^([0-9a-f]{40}|[0-9a-f]{64}) ([a-z]+) (\d+)$/.exec(header);
    if (!parts) return { oid: query, status: 'missing' };
    const [, oid, type] = parts as unknown as [string, string, string];
    const size = Number(parts[3]);
    if (size > limit) {
      return (await this.skip(size + 1)) ? { oid, status: 'too-large', type, size } : null;
    }
    const body = await this.take(size + 1);
    return body === null ? null : { oid, status: 'read', type, bytes: body.subarray(0, size) };
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

  private async skip(size: number): Promise<boolean> {
    let left = size;
    while (left > this.pending.length) {
      left -= this.pending.length;
      this.pending = Buffer.alloc(0);
      if (!(await this.more())) return false;
    }
    this.pending = this.pending.subarray(left);
    return true;
  }

  private async more(): Promise<boolean> {
    const chunk = await this.chunks.next();
    if (chunk.done) return false;
    this.pending =
      this.pending.length === 0 ? chunk.value : Buffer.concat([this.pending, chunk.value]);
    return true;
  }
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}

function notARepository(reason: string): boolean {
  return reason.includes('not a git repository') || reason.includes('Invalid path');
}
