import { expect, it } from 'vitest';
import { subjectStore } from '../../../../src/sources/git/history/subject-store.ts';

it('gives back every text, in whichever piece it lies', () => {
  const texts = Array.from(
    { length: 3000 },
    (_, number) => `${number} ${'ä'.repeat(number % 100)}`,
  );
  const store = subjectStore(texts.length);

  for (const text of texts) {
    const bytes = Buffer.from(`<${text}>`);
    store.push(bytes, 1, bytes.length - 1);
  }

  expect(texts.map((_, number) => store.of(number))).toEqual(texts);
});

it('has nothing for a number that was not given, and holds empty texts', () => {
  const store = subjectStore(2);

  store.push(Buffer.from('x'), 1, 1);

  expect([store.of(-1), store.of(0), store.of(1)]).toEqual(['', '', '']);
});

it('cuts what is too long', () => {
  const store = subjectStore(1);

  store.push(Buffer.from('x'.repeat(1000)), 0, 1000);

  expect(store.of(0)).toBe('x'.repeat(255));
});
