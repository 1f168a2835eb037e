import { describe, expect, it } from 'vitest';
import {
  objectAt,
  removeMember,
  setMember,
  textOf,
} from '../../../src/containment/npm/json-edit.ts';
import { readJsonText } from '../../../src/containment/npm/json-text.ts';

describe('reading JSON without losing a byte', () => {
  it.each([
    '{}',
    ' {\t} \n',
    '\uFEFF{"a":1}',
    '{"a" : [1, {"b":"]}"}, "\\""] , "c":{"d":null}}\n\n',
    '{\r\n\t"a": {\r\n\t\t"x\\"}": -1.5e3\r\n\t},\r\n\t"__proto__": { "b" : true }\r\n}',
    '{"a":1,"a":{"b":2}}',
    '{"": "", "\\u0061": 0}',
  ])('gives back %j', (text) => {
    expect(textOf(readJsonText(text, 'x'))).toBe(text);
  });

  it.each([
    ['[1]', 'no object'],
    ['{"a":}', 'not JSON'],
    ['', 'not JSON'],
    ['null', 'no object'],
  ])('refuses %j', (text, why) => {
    expect(() => readJsonText(text, 'a/package.json')).toThrow(`a/package.json`);
    expect(() => readJsonText(text, 'x')).toThrow(why);
  });

  it('refuses what is nested to exhaust it', () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;

    expect(() => readJsonText(deep, 'x')).toThrow('nested too deeply');
  });
});

describe('changing it', () => {
  function edited(text: string, work: (document: ReturnType<typeof readJsonText>) => void): string {
    const document = readJsonText(text, 'x');
    work(document);
    return textOf(document);
  }

  it('sets members of an object that it makes itself, one after the other', () => {
    const text = edited('{\n  "a": 1\n}\n', (document) => {
      setMember(document, ['o'], 'x', 1);
      setMember(document, ['o'], 'y', { z: [] });
      setMember(document, ['o', 'y'], 'w', null);
    });

    expect(text).toBe(`${JSON.stringify({ a: 1, o: { x: 1, y: { z: [], w: null } } }, null, 2)}\n`);
  });

  it.each([
    ['{"a":1}', '{"a":1,"o":{"x":"y"}}'],
    ['{ "a": 1 }', '{ "a": 1, "o": {"x":"y"} }'],
    ['{}', '{"o":{"x":"y"}}'],
    ['{\r\n\t"a": 1\r\n}', '{\r\n\t"a": 1,\r\n\t"o": {\r\n\t\t"x": "y"\r\n\t}\r\n}'],
    ['{\n "o": {}\n}', '{\n "o": {\n  "x": "y"\n }\n}'],
  ])('adds to %j in its own style', (before, after) => {
    expect(edited(before, (document) => setMember(document, ['o'], 'x', 'y'))).toBe(after);
  });

  it('puts a new member where it belongs and takes one out', () => {
    const text = edited('{\n  "p": {\n    "a": 1,\n    "c": 3\n  }\n}', (document) => {
      setMember(document, ['p'], 'b', 2, (other) => other > 'b');
      removeMember(document, ['p'], 'a');
    });

    expect(text).toBe('{\n  "p": {\n    "b": 2,\n    "c": 3\n  }\n}');
  });

  it('leaves an object without members as npm writes it', () => {
    const text = edited('{\n  "p": {\n    "a": 1\n  }\n}', (document) =>
      removeMember(document, ['p'], 'a'),
    );

    expect(text).toBe('{\n  "p": {}\n}');
  });

  it('takes `__proto__` for a key like any other, and the last of equal keys', () => {
    const text = edited('{"__proto__": {"a": 1}, "d": {"x": 1}, "d": {"x": 1}}', (document) => {
      setMember(document, ['__proto__'], '__proto__', 2);
      setMember(document, ['d'], 'x', 2);
      expect(objectAt(document, ['constructor'])).toBeNull();
    });

    expect(text).toBe('{"__proto__": {"a": 1,"__proto__": 2}, "d": {"x": 1}, "d": {"x": 2}}');
  });
});
