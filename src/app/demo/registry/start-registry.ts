import { randomInt } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { FirebreakError } from '../../../errors.ts';
import { isSystemError } from '../../../host/files.ts';
import { filesOf, listening, type RegistryPlace, until } from './place.ts';
import { registryProgram, startServer } from './server-process.ts';
import type { StandIn } from './stand-in.ts';
import { writeStorage } from './storage.ts';

export interface RegistryRequest {
  /** Where it keeps its configuration, packages and log. Made where it is missing. */
  readonly directory: string;
  /** A name and version no more than once. */
  readonly packages: readonly StandIn[];
  /** When versions were published, ISO 8601 by `name@version`. The others: a day apart from the start of 2025. */
  readonly times?: ReadonlyMap<string, string>;
}

/** A running registry. */
export interface Registry {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** Path of its configuration. Verdaccio reads it when it starts. */
  readonly config: string;
  /** Program and arguments that restart it with the configuration as it is then; ends with 1 where it does not come up. */
  readonly restart: readonly string[];
  /** Ends it, whoever restarted it. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a real Verdaccio on 127.0.0.1 with these packages and no others: no uplinks, no web pages, no audit. It runs
 * in a process of its own and ends when this process does, however that ends. Throws DEMO_UNAVAILABLE without
 * Verdaccio, which is there in a development install alone, and where it does not start.
 */
export async function startRegistry(request: RegistryRequest): Promise<Registry> {
  needVerdaccio();
  const directory = resolve(request.directory);
  const files = filesOf(directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeStorage(files.storage, request.packages, request.times ?? new Map());
  const lifeline = await openLifeline();
  const port = await freePort();
  const place: RegistryPlace = { port, lifeline: lifeline.port };
  await writeFile(files.place, JSON.stringify(place));
  await writeFile(files.config, stringify(configuration(port)));
  async function stop(): Promise<void> {
    lifeline.cut();
    await until(async () => !(await listening(port)), 10_000);
  }
  if (!(await startServer(directory))) {
    await stop();
    throw new FirebreakError(
      'DEMO_UNAVAILABLE',
      `the loopback registry does not start at port ${port}`,
      `See what it wrote: ${files.log}`,
    );
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    config: files.config,
    restart: [...registryProgram(), 'restart', directory],
    stop,
  };
}

function needVerdaccio(): void {
  try {
    createRequire(import.meta.url).resolve('verdaccio');
  } catch (error) {
    throw new FirebreakError(
      'DEMO_UNAVAILABLE',
      'Verdaccio, the registry that the demo runs against, is not installed',
      'Run the demo from a checkout of the firebreak repository, after npm ci.',
      error,
    );
  }
}

/** Verdaccio's configuration; relative paths are relative to the file. */
function configuration(port: number): object {
  return {
    storage: './storage',
    auth: { htpasswd: { file: './htpasswd', max_users: -1 } },
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$authenticated' } },
    middlewares: {},
    web: { enable: false },
    listen: `127.0.0.1:${port}`,
    log: { type: 'stdout', format: 'json', level: 'warn' },
  };
}

/** Registry processes hold a connection to it and end when it breaks. Keeps nothing of ours alive. */
async function openLifeline(): Promise<{ readonly port: number; cut(): void }> {
  const held = new Set<Socket>();
  const server = createServer((socket) => {
    held.add(socket.unref());
    socket.on('error', () => {});
    socket.once('close', () => held.delete(socket));
  });
  const port = await listen(server, 0);
  server.unref();
  return {
    port,
    cut() {
      server.close();
      for (const socket of held) socket.destroy();
    },
  };
}

/**
 * A free port below those that systems give to whoever asks for any (from 32768 on Linux, from 49152 elsewhere):
 * nobody takes it by chance while the registry restarts.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    try {
      const port = await listen(server, randomInt(20_000, 32_000));
      await new Promise((closed) => server.close(closed));
      return port;
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EADDRINUSE') throw error;
    }
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((open, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => open((server.address() as AddressInfo).port));
  });
}
