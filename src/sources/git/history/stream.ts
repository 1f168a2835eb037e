import { FirebreakError } from '../../../errors.ts';
import type { Doors } from '../../../host/doors.ts';
import type { GitOutput } from '../../../host/git.ts';
import { interrupted } from '../../../host/interrupt.ts';
import { notARepository, whyEnded } from '../last-words.ts';
import { answerParser, type StreamedObject } from './object-stream.ts';

/** Objects to be read, in the order in which git reads them cheaply. */
export interface Queries {
  /** How many there are at most. */
  readonly count: number;
  /** Null behind the last one. Asked in order, and again for what git did not answer. */
  oidOf(query: number): string | null;
  /** How many are asked before they are answered. Few are answered one by one, which is dear for small objects. */
  readonly underWay?: number;
}

/** Queries on their way: enough to keep git busy, few enough to be held. */
const usual = 16_384;

/** A process that dies of an object is started again behind it; a repository that kills this many is given up. */
const maxDeaths = 256;

/**
 * Reads objects by one long-lived `git cat-file --batch --buffer` and hands each answer to `take`, which must be done
 * with the bytes when it returns; yields after each chunk of answers. Throws GIT_UNREADABLE where going on makes no sense, INTERRUPTED when stopped.
 */
export async function* streamObjects(
  gitDir: string,
  queries: Queries,
  limit: number,
  take: (query: number, object: StreamedObject) => void,
  { git, signal }: Pick<Doors, 'git' | 'signal'>,
): AsyncGenerator<void> {
  const { underWay = usual } = queries;
  const command = ['cat-file', '--batch', ...(underWay < usual ? [] : ['--buffer'])];
  let count = queries.count;
  let next = 0;
  let deaths = 0;
  while (next < count && queries.oidOf(next) !== null) {
    signal.throwIfAborted();
    const before = next;
    const conversation = await git.converseWithGit(gitDir, command, signal);
    const parser = answerParser(limit, (object) => take(next++, object));
    let asked = next;
    const ask = (): void => {
      const until = Math.min(count, next + underWay);
      if (until - asked < underWay / 4 && until < count) return;
      if (asked === until) return;
      let text = '';
      for (; asked < until; asked += 1) {
        const oid = queries.oidOf(asked);
        if (oid === null) {
          count = asked;
          break;
        }
        text += `${oid}\n`;
      }
      if (text !== '') conversation.ask(text);
      if (asked === count) conversation.endOfQueries();
    };
    let ended: GitOutput;
    try {
      ask();
      for (
        let chunk = await conversation.answers.next();
        !chunk.done;
        chunk = await conversation.answers.next()
      ) {
        parser.push(chunk.value);
        yield;
        if (next === count) break;
        ask();
      }
    } catch (error) {
      if (signal.aborted) throw interrupted();
      throw error;
    } finally {
      ended = await conversation.close();
    }
    if (next === count) return;
    if (signal.aborted || ended.signal === 'SIGINT') throw interrupted();
    const reason = whyEnded(ended);
    if (notARepository(reason)) throw unreadable(gitDir, reason);
    // What git held back when a signal ended it is lost with it: the object it was at cannot be told.
    if (ended.signal !== null && next > before) continue;
    deaths += ended.signal === 'SIGKILL' ? maxDeaths / 4 : 1;
    if (deaths > maxDeaths) throw unreadable(gitDir, reason);
    // What it died of was told of as too large.
    if (parser.isPassingOver()) continue;
    const promised = /promisor remote|lazy fetching disabled/.test(ended.stderr);
    take(next++, promised ? { status: 'missing' } : { status: 'corrupt', reason });
  }
}

function unreadable(gitDir: string, reason: string): FirebreakError {
  return new FirebreakError(
    'GIT_UNREADABLE',
    `git cannot read ${gitDir}: ${reason}`,
    'Run `git fsck` there, or clone it anew.',
  );
}
