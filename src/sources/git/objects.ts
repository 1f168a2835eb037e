import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import type { GitConversation } from '../../host/git.ts';
import { interrupted } from '../../host/interrupt.ts';
import { AnswerStream, type GitObject } from './answers.ts';
import { notARepository, whyEnded } from './last-words.ts';

/** Reads a repository's objects through a long-lived `git cat-file --batch`. */
export interface ObjectReader {
  /**
   * Yields an answer per query, in order. A query is an object id, or an expression such as `<oid>^{}`.
   * Objects over `limit` bytes are passed over without being held. A reading may be left early; two never overlap.
   */
  read(queries: readonly string[], limit: number): AsyncGenerator<GitObject>;
  /** Ends the process. Safe to call at any time, also when answers are still on their way. */
  close(): Promise<void>;
}

/** A process that dies on an object is started again without it; a repository that kills this many is given up. */
const maxRestarts = 256;

/** The same for objects that a partial clone left with its remote: git dies of each, because nothing is fetched. */
const maxPromised = 4096;

/** Queries under way at once: few enough to be asked again after a restart. */
const batch = 4096;

/** Opens a repository's objects. The process starts with the first read. */
export function openObjects(gitDir: string, { git, signal }: Doors): ObjectReader {
  let conversation: GitConversation | null = null;
  let restarts = 0;
  let promised = 0;

  async function* read(queries: readonly string[], limit: number): AsyncGenerator<GitObject> {
    let next = 0;
    try {
      while (next < queries.length) {
        conversation ??= await git.converseWithGit(gitDir, ['cat-file', '--batch'], signal);
        const answers = new AnswerStream(conversation.answers);
        const asked = queries.slice(next, next + batch);
        conversation.ask(`${asked.join('\n')}\n`);
        const end = next + asked.length;
        let answer: GitObject | null = null;
        while (next < end) {
          answer = await nextAnswer(answers, queries[next] as string, limit);
          if (answer === null) break;
          next += 1;
          // Its content is on its way, however long it is: a fresh process is cheaper than waiting for the end.
          if (answer.status === 'too-large') await close();
          yield answer;
          if (answer.status === 'too-large') break;
        }
        if (answer !== null) continue;
        const oid = queries[next] as string;
        const reason = await reasonOfDeath();
        next += 1;
        yield reason === null ? { oid, status: 'missing' } : { oid, status: 'corrupt', reason };
      }
    } finally {
      // Answers that nobody took would be taken for those of the next reading.
      if (next < queries.length) await close();
    }
  }

  async function nextAnswer(
    answers: AnswerStream,
    query: string,
    limit: number,
  ): Promise<GitObject | null> {
    try {
      return await answers.next(query, limit);
    } catch (error) {
      if (signal.aborted) throw interrupted();
      throw error;
    }
  }

  /**
   * Why the process ended in the middle of an answer; null where the object is one of those that a partial clone
   * left behind. Throws where going on makes no sense.
   */
  async function reasonOfDeath(): Promise<string | null> {
    const ended = await conversation?.close();
    conversation = null;
    if (signal.aborted || ended?.signal === 'SIGINT') throw interrupted();
    const reason = whyEnded(ended ?? { exitCode: null, signal: null, stderr: '' });
    if (notARepository(reason)) throw unreadable(reason, 'Run `git fsck` there, or clone it anew.');
    if (/promisor remote|lazy fetching disabled/.test(ended?.stderr ?? '')) {
      promised += 1;
      if (promised <= maxPromised) return null;
      throw unreadable(
        `a partial clone that lacks more than ${maxPromised} objects`,
        'Clone it whole, or fetch what is missing.',
      );
    }
    // One that had to be ended cost minutes: a few of those are as bad as many that died by themselves.
    restarts += ended?.signal === 'SIGKILL' ? maxRestarts / 4 : 1;
    if (restarts <= maxRestarts) return reason;
    throw unreadable(reason, 'Run `git fsck` there, or clone it anew.');
  }

  function unreadable(reason: string, hint: string): FirebreakError {
    return new FirebreakError('GIT_UNREADABLE', `git cannot read ${gitDir}: ${reason}`, hint);
  }

  async function close(): Promise<void> {
    const closing = conversation;
    conversation = null;
    await closing?.close();
  }

  return { read, close };
}
