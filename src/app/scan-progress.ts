import type { App } from './app.ts';

/** Counts what a scan has read, and says so. */
export interface ProgressMeter {
  /** What is told of contents and bytes that were read in a target. */
  readonly readIn: (target: string) => (contents: number, bytes: number) => void;
  readonly begun: (target: string) => void;
  readonly done: (target: string) => void;
}

/** Bytes after which the person is told again while one target is read. */
const toldEvery = 16 * 1024 * 1024;

/** A meter that stands at nothing; `total` is in targets. */
export function progressMeter(app: App, total: number): ProgressMeter {
  let [done, blobs, bytes, told, name] = [0, 0, 0, 0, ''];
  function tell(): void {
    told = bytes;
    app.progress({ done, total, name, ...(blobs === 0 ? {} : { blobs, bytes }) });
  }
  return {
    readIn: (target) => (contents, size) => {
      blobs += contents;
      bytes += size;
      if (bytes - told < toldEvery) return;
      name = target;
      tell();
    },
    begun(target) {
      name = target;
      tell();
    },
    done(target) {
      done += 1;
      name = target;
      tell();
    },
  };
}
