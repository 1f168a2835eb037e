import { describe, expect, it } from 'vitest';
import {
  answersPing,
  askDocument,
  tarballAddresses,
  tarballServed,
} from '../../../src/containment/registry-freeze/asking.ts';
import type { Doors } from '../../../src/host/doors.ts';
import { realDoors } from '../../support/doors.ts';

/** Doors behind which every question gets the same answer; `asked` has the addresses. */
function answering(status: number, body: string): Doors & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    ...realDoors,
    asked,
    async httpGet({ url }) {
      asked.push(url);
      return { status, headers: new Headers(), bytes: Buffer.from(body) };
    },
  };
}

const registry = 'http://r.example/npm';

describe('asking for a package', () => {
  it.each([
    [401, '{}'],
    [403, '{}'],
    [500, ''],
    [200, 'not JSON'],
    [200, '[]'],
    [200, '{"versions": null}'],
  ])('is no answer with %i and %j', async (status, body) => {
    await expect(askDocument(answering(status, body), registry, 'bad')).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
      message: expect.stringContaining('nobody can say'),
    });
  });

  it.each([404, 410, 451])('is refused with %i', async (status) => {
    const { tarballs } = await askDocument(answering(status, ''), registry, '@s/bad');

    expect([...tarballs]).toEqual([]);
  });

  it('gives the versions that are there, whatever they are called', async () => {
    const body =
      '{"versions": {"1.0.0": {"dist": {"tarball": "http://r.example/npm/bad/x.tgz"}}, "__proto__": 1}}';
    const doors = answering(200, body);

    const { tarballs } = await askDocument(doors, registry, '@s/bad');

    expect(doors.asked).toEqual(['http://r.example/npm/@s%2fbad']);
    expect([...tarballs]).toEqual([
      ['1.0.0', 'http://r.example/npm/bad/x.tgz'],
      ['__proto__', ''],
    ]);
  });
});

describe('asking for a tarball', () => {
  it.each([401, 403, 500, 302])('is no answer with %i', async (status) => {
    await expect(tarballServed(answering(status, ''), `${registry}/x.tgz`)).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
    });
  });

  it('says whether it is there', async () => {
    expect(await tarballServed(answering(200, 'x'), `${registry}/x.tgz`)).toBe(true);
    expect(await tarballServed(answering(404, 'x'), `${registry}/x.tgz`)).toBe(false);
  });

  it('goes where npm goes, and nowhere that a document leads off to', () => {
    const usual = 'http://r.example/npm/@s/bad/-/bad-1.0.1.tgz';

    expect(tarballAddresses(registry, '@s/bad', '1.0.1', null)).toEqual([usual]);
    expect(tarballAddresses(registry, '@s/bad', '1.0.1', usual)).toEqual([usual]);
    expect(tarballAddresses(registry, '@s/bad', '1.0.1', 'http://169.254.1.1/x')).toEqual([usual]);
    expect(tarballAddresses(registry, '@s/bad', '1.0.1', `${registry}/own.tgz`)).toEqual([
      usual,
      `${registry}/own.tgz`,
    ]);
  });
});

it('takes only a plain yes for an answer to a ping', async () => {
  expect(await answersPing(answering(200, '{}'), registry, 100)).toBe(true);
  expect(await answersPing(answering(503, '{}'), registry, 100)).toBe(false);
});
