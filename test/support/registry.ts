import { afterAll, beforeAll } from 'vitest';
import type { StandIn } from '../../src/app/demo/registry/stand-in.ts';
import { type Registry, startRegistry } from '../../src/app/demo/registry/start-registry.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/**
 * A real registry for the tests of a file, started before the first and ended after the last. Call it at the top of
 * the file; what it gives can be read within tests. `times`: ISO 8601 by `name@version`.
 */
export function useRegistry(
  packages: readonly StandIn[],
  times: ReadonlyMap<string, string> = new Map(),
): Registry {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry({ directory: temporaryDirectory(), packages, times });
  }, 90_000);
  afterAll(async () => {
    await registry.stop();
  });
  return {
    get url() {
      return registry.url;
    },
    get config() {
      return registry.config;
    },
    get restart() {
      return registry.restart;
    },
    stop: () => registry.stop(),
  };
}
