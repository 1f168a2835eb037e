import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  answerParser,
  type StreamedObject,
} from '../../../../src/sources/git/history/object-stream.ts';
import { answer, oidOf } from './support.ts';

const missing = '1'.repeat(40);
const commit = Buffer.from('tree 0\n\nnone');
const small = Buffer.from('a\nb 12\n\0c');
const large = Buffer.from(`${missing} blob 3\nabc\n`.repeat(4));
const wide = Buffer.from('in SHA-256');

/** An answer of every kind, one after the other. */
const all = Buffer.concat([
  answer('blob', small),
  Buffer.from(`${missing} missing\n`),
  answer('blob', Buffer.alloc(0)),
  answer('blob', large),
  answer('commit', commit),
  answer('blob', Buffer.from('a lie'), oidOf('blob', Buffer.from('the truth'))),
  answer('blob', wide, oidOf('blob', wide, 'sha256')),
  answer('tree', Buffer.from('a lie'), oidOf('blob', Buffer.from('a lie'))),
  Buffer.from(`${'2'.repeat(64)} missing\n`),
]);

const told = [
  `read blob ${oidOf('blob', small)} ${small.toString('latin1')}`,
  'missing',
  `read blob ${oidOf('blob', Buffer.alloc(0))} `,
  `too-large blob ${large.length}`,
  `read commit ${oidOf('commit', commit)} ${commit.toString('latin1')}`,
  'corrupt its content does not answer to its name',
  `read blob ${oidOf('blob', wide, 'sha256')} ${wide.toString('latin1')}`,
  'corrupt its content does not answer to its name',
  'missing',
];

function textOf(object: StreamedObject): string {
  switch (object.status) {
    case 'read':
      return `read ${object.type} ${object.oid} ${object.bytes.toString('latin1')}`;
    case 'too-large':
      return `too-large ${object.type} ${object.size}`;
    case 'missing':
      return 'missing';
    case 'corrupt':
      return `corrupt ${object.reason}`;
  }
}

function parsed(chunks: readonly Buffer[], limit = 100): string[] {
  const found: string[] = [];
  const parser = answerParser(limit, (object) => found.push(textOf(object)));
  for (const chunk of chunks) parser.push(Buffer.from(chunk));
  return found;
}

describe('answers', () => {
  it('are told however they are cut in two', () => {
    const cuts = Array.from({ length: all.length + 1 }, (_, cut) =>
      parsed([all.subarray(0, cut), all.subarray(cut)]),
    );

    expect(cuts.filter((found) => found.join('\n') !== told.join('\n'))).toEqual([]);
  });

  it('are told byte by byte', () => {
    expect(parsed(Array.from(all, (byte) => Buffer.from([byte])))).toEqual(told);
  });

  it('are told as soon as they are whole', () => {
    const first = answer('blob', small);

    expect(parsed([first.subarray(0, -1)])).toEqual([]);
    expect(parsed([first])).toHaveLength(1);
  });

  it('are told beyond the room that was there at first', () => {
    const contents = Array.from({ length: 40 }, (_, index) => randomBytes(70_000 + index * 4001));
    const stream = Buffer.concat(contents.map((content) => answer('blob', content)));
    const chunks = Array.from({ length: Math.ceil(stream.length / 65_536) }, (_, index) =>
      stream.subarray(index * 65_536, (index + 1) * 65_536),
    );
    const found: boolean[] = [];
    const parser = answerParser(1 << 20, (object) =>
      found.push(object.status === 'read' && object.bytes.equals(contents[found.length] as Buffer)),
    );

    for (const chunk of chunks) parser.push(chunk);

    expect(found).toEqual(contents.map(() => true));
  });
});

it('an object over the limit is never held, however large it says it is', () => {
  const found: string[] = [];
  const parser = answerParser(10, (object) => found.push(textOf(object)));

  parser.push(Buffer.from(`${missing} blob 9007199254740991\n`));
  for (let time = 0; time < 100; time += 1) parser.push(Buffer.alloc(1 << 20, 10));

  expect(found).toEqual(['too-large blob 9007199254740991']);
});

it.each([
  ['no size', `${missing} blob \n`],
  ['a size that is none', `${missing} blob 1x\n`],
  ['no type', `${missing} 12\n`],
  ['an id that is cut off', `${missing.slice(1)} blob 1\n`],
  ['nothing', '\n'],
])('a header with %s is no object that is there', (_, line) => {
  expect(parsed([Buffer.from(line)])).toEqual(['missing']);
});
