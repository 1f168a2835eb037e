import { execFileSync, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A real git server on this machine. Its behaviour can be changed between requests. */
export interface GitServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Requests so far, as method and path. */
  readonly requests: string[];
  /** `user:password` that every request must carry; null for none. */
  account: string | null;
  /** Bytes of a pack after which the connection is cut; null for never. */
  cutAfter: number | null;
  /** Bytes of a pack after which nothing more comes; null for never. */
  stallAfter: number | null;
  /** Called when that happens. */
  stalled(): void;
  /** Whether it speaks the first protocol alone, as old servers do: what it gives is what its refs name. */
  old: boolean;
  close(): Promise<void>;
}

/** Serves every repository below `root` by `git http-backend` (git-http-backend(1)). */
export async function gitServer(root: string): Promise<GitServer> {
  const backend = join(execFileSync('git', ['--exec-path']).toString().trim(), 'git-http-backend');
  const server = createServer((request, response) => {
    state.requests.push(`${request.method} ${request.url}`);
    const authorization = request.headers.authorization ?? '';
    const given = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
    if (state.account !== null && given !== state.account) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end('who are you?');
      return;
    }
    serve(backend, root, request, response, state);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const state: GitServer = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    account: null,
    cutAfter: null,
    stallAfter: null,
    stalled: () => {},
    old: false,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

function serve(
  backend: string,
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  state: GitServer,
): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const child = spawn(backend, {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: state.old ? '' : String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  request.pipe(child.stdin);
  let head: Buffer | null = Buffer.alloc(0);
  let sent = 0;
  let silent = false;
  const isPack = request.method === 'POST';
  child.stdout.on('data', (chunk: Buffer) => {
    let body = chunk;
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      const fields = head
        .toString('latin1', 0, end)
        .split('\r\n')
        .map((line) => line.split(': '));
      const status = fields.find(([name]) => name === 'Status')?.[1];
      response.statusCode = Number(status?.slice(0, 3) ?? 200);
      for (const [name = '', value = ''] of fields)
        if (name !== 'Status') response.setHeader(name, value);
      body = head.subarray(end + 4);
      head = null;
    }
    sent += body.length;
    if (isPack && state.cutAfter !== null && sent > state.cutAfter) {
      child.kill();
      response.write(body.subarray(0, 100), () => response.destroy());
      return;
    }
    if (isPack && state.stallAfter !== null && sent > state.stallAfter) {
      child.kill();
      silent = true;
      response.write(body.subarray(0, 100));
      state.stalled();
      return;
    }
    response.write(body);
  });
  child.stdout.on('end', () => silent || response.end());
}
