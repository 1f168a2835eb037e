import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpAnswer, httpGet } from '../../src/host/http.ts';

let server: Server;
let other: Server;
/** Authorization that the other origin was sent, request by request. */
const sentOn: (string | undefined)[] = [];
/** What the server still owes, by path. */
const waiting = new Map<string, ServerResponse>();

beforeAll(async () => {
  other = createServer((request, response) => {
    sentOn.push(request.headers.authorization);
    response.end('from the other');
  });
  server = createServer((request, response) => {
    const { url = '' } = request;
    if (url === '/away') response.writeHead(302, { location: `${urlOf(other)}x` }).end();
    else if (url === '/near') response.writeHead(302, { location: '/auth' }).end();
    else if (url === '/auth') response.end(request.headers.authorization ?? 'none');
    else if (url === '/stuck') {
      response.write('some');
      waiting.set(url, response);
    }
  });
  await Promise.all(
    [server, other].map((one) => new Promise<void>((up) => one.listen(0, '127.0.0.1', up))),
  );
});

afterAll(() => {
  for (const one of [server, other]) {
    one.closeAllConnections();
    one.close();
  }
});

function urlOf(one: Server): string {
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}/`;
}

function ask(path: string, more: { silence?: number; limit?: number } = {}): Promise<HttpAnswer> {
  const { signal } = new AbortController();
  const headers = { authorization: 'Bearer s3cret' };
  const request = { url: `${urlOf(server)}${path}`, headers, timeout: 60_000, limit: 1000, signal };
  return httpGet({ ...request, ...more });
}

it('sends credentials along on the same origin, and to no other', async () => {
  const near = await ask('near');
  const away = await ask('away');

  expect(Buffer.from(near.bytes).toString()).toBe('Bearer s3cret');
  expect(Buffer.from(away.bytes).toString()).toBe('from the other');
  expect(sentOn).toEqual([undefined]);
});

it.each(['nothing', 'stuck'])(
  'gives up on a server that says %s and then no more',
  async (path) => {
    await expect(ask(path, { silence: 50 })).rejects.toThrow('no byte for 50 ms');
  },
);

it('gives up on an answer that is too long', async () => {
  await expect(ask('auth', { limit: 3 })).rejects.toThrow('longer than 3 bytes');
});
