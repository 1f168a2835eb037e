import type { App } from './app.ts';

/** Counts what a scan has read, and says so. */
export interface ProgressMeter {
  /** Contents and bytes that were read. */
  readonly read: (contents: number, bytes: number) => void;
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
    read(contents, size) {
      blobs += contents;
      bytes += size;
      if (bytes - told >= toldEvery) tell();
    },
    done(target) {
      done += 1;
      name = target;
      tell();
    },
  };
}
