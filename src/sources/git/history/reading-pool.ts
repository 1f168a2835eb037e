import type { Thread, Threads } from '../../../host/threads.ts';
import type { StatementTable } from '../../../lockfile/statements.ts';
import type { AskedContents } from './asked-contents.ts';
import type { ThreadReport, ThreadTask } from './contents-thread.ts';
import { type Segments, segmentsOf } from './segments.ts';
import type { ToldSegment } from './told-contents.ts';

/** Contents that threads read from the back, while we read them from the front. */
export interface SharedReading {
  readonly segments: Segments;
  /**
   * What a thread read of a segment that is not ours, by ids of our table; null where it must be read here after all,
   * because the thread has ended. To be asked once.
   */
  told(segment: number): Promise<ToldSegment | null>;
  /** To be called when no more is asked. */
  leave(): void;
}

/** What is read, and for whom. */
export interface PoolTask {
  readonly asked: AskedContents;
  /** What is stated goes here. */
  readonly table: StatementTable;
  readonly signal: AbortSignal;
  /** Told of contents that a thread read, and their bytes. */
  readonly read: (contents: number, bytes: number) => void;
}

/** Whom we take segments as. */
export const ourselves = 1;

/** Threads that went out like this are not replaced any more. */
const mostLost = 8;

/** Milliseconds after which threads without work are ended. */
const patience = 1000;

/** A task that threads work on. */
interface Job extends PoolTask {
  readonly segments: Segments;
  /** Null for what a thread had and lost. */
  readonly found: Map<number, ToldSegment | null>;
  readonly waiting: Map<number, (told: ToldSegment | null) => void>;
  /** Whether a thread was lost over it: it is not given another. */
  spoilt: boolean;
}

interface Hand {
  readonly thread: Thread;
  job: Job | null;
  /** Whom it takes segments as. */
  reader: number;
  /** Our ids of its statements. */
  ids: number[];
}

interface Pool {
  join(task: PoolTask): SharedReading;
}

const pools = new WeakMap<Threads, Pool>();

/**
 * Has contents read by threads too, which all tasks share; each works on one task at a time. They are started when there
 * is work, and ended when there is none.
 */
export function readInThreads(threads: Threads, task: PoolTask): SharedReading {
  const pool = pools.get(threads) ?? emptyPool(threads);
  pools.set(threads, pool);
  return pool.join(task);
}

function emptyPool(threads: Threads): Pool {
  const jobs = new Set<Job>();
  const hands = new Set<Hand>();
  let lastReader = ourselves;
  let lost = 0;
  let closing: NodeJS.Timeout | undefined;

  function deal(): void {
    for (const hand of hands) if (hand.job === null) give(hand);
    while (hands.size < threads.most && lost < mostLost && nextJob() !== null) {
      const hand = newHand();
      if (hand === null) return;
      give(hand);
    }
  }

  /** The job with the fewest threads at it. */
  function nextJob(): Job | null {
    const count = (job: Job): number => [...hands].filter((hand) => hand.job === job).length;
    const open = [...jobs].filter(({ segments, spoilt }) => !spoilt && segments.areLeft());
    return open.toSorted((a, b) => count(a) - count(b))[0] ?? null;
  }

  function give(hand: Hand): void {
    const job = nextJob();
    if (job === null) return;
    lastReader += 1;
    hand.job = job;
    hand.reader = lastReader;
    hand.ids = [];
    const task: ThreadTask = {
      asked: job.asked,
      memory: job.segments.memory,
      reader: lastReader,
    };
    hand.thread.hold(true);
    hand.thread.post(task);
  }

  function newHand(): Hand | null {
    try {
      const thread = threads.start(import.meta.url, 'contents-thread', (message) =>
        heard(hand, message as ThreadReport),
      );
      const hand: Hand = { thread, job: null, reader: 0, ids: [] };
      hands.add(hand);
      void thread.ended.then(() => mourn(hand));
      return hand;
    } catch {
      // We read alone then.
      lost = mostLost;
      return null;
    }
  }

  function mourn(hand: Hand): void {
    hands.delete(hand);
    if (hand.job === null) return;
    lost += 1;
    hand.job.spoilt = true;
    release(hand);
  }

  function heard(hand: Hand, report: ThreadReport): void {
    const { ids, job } = hand;
    if (job === null) return;
    if (report === null) {
      release(hand);
      return;
    }
    for (const statement of report.statements) ids.push(job.table.idOf(statement));
    for (let at = 0; at < report.ids.length; at += 1)
      report.ids[at] = ids[report.ids[at] as number] as number;
    settle(job, report.segment, { ...report, statements: [] });
    job.read(report.contents, report.bytes);
  }

  /** Its job goes on without it. */
  function release(hand: Hand): void {
    const { job, reader } = hand;
    hand.job = null;
    hand.thread.hold(false);
    if (job === null) return;
    for (let segment = 0; segment < job.segments.count; segment += 1)
      if (job.segments.readerOf(segment) === reader && !job.found.has(segment))
        settle(job, segment, null);
    deal();
  }

  function settle(job: Job, segment: number, told: ToldSegment | null): void {
    const waiting = job.waiting.get(segment);
    // What is handed over is not kept.
    job.found.set(segment, waiting === undefined ? told : null);
    job.waiting.delete(segment);
    waiting?.(told);
  }

  function leave(job: Job): void {
    jobs.delete(job);
    // What is still read for it is read for nobody; one that is done says so in a moment.
    for (const hand of hands)
      if (hand.job === job && (job.signal.aborted || job.segments.areLeft())) dismiss(hand);
    if (jobs.size > 0) {
      deal();
      return;
    }
    closing = setTimeout(() => {
      for (const hand of hands) dismiss(hand);
    }, patience);
    closing.unref();
  }

  function dismiss(hand: Hand): void {
    hands.delete(hand);
    hand.job = null;
    hand.thread.end();
  }

  return {
    join(task) {
      clearTimeout(closing);
      const segments = segmentsOf(task.asked.count);
      const job: Job = {
        ...task,
        segments,
        found: new Map(),
        waiting: new Map(),
        spoilt: false,
      };
      jobs.add(job);
      deal();
      const stop = (): void => {
        for (const resolve of job.waiting.values()) resolve(null);
      };
      task.signal.addEventListener('abort', stop, { once: true });
      return {
        segments,
        told(segment) {
          const found = job.found.get(segment);
          job.found.set(segment, null);
          if (found !== undefined) return Promise.resolve(found);
          const reader = segments.readerOf(segment);
          const isComing = [...hands].some((hand) => hand.job === job && hand.reader === reader);
          if (!isComing || task.signal.aborted) return Promise.resolve(null);
          job.found.delete(segment);
          return new Promise((resolve) => {
            job.waiting.set(segment, resolve);
          });
        },
        leave() {
          task.signal.removeEventListener('abort', stop);
          leave(job);
        },
      };
    },
  };
}
