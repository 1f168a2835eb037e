import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/runbook/digest.ts';
import { readRunbook } from '../../src/runbook/read.ts';
import { shippedText } from './support/definitions.ts';

/** What is wrong with a text, as `line CODE message`. */
function wrong(text: string): readonly string[] {
  const { problems, runbook } = readRunbook(text, 'x.yaml');
  expect(runbook).toBe(null);
  return problems.map(({ code, line, message, path }) => {
    expect(path).toBe('x.yaml');
    return `${line} ${code} ${message}`;
  });
}

/** The shipped runbook with one text in it changed, and the line on which that was. */
function changed(from: string, to: string): { text: string; line: number } {
  expect(shippedText.split(from)).toHaveLength(2);
  const line = shippedText.slice(0, shippedText.indexOf(from)).split('\n').length;
  return { text: shippedText.replace(from, () => to), line };
}

describe('reading a runbook', () => {
  it('takes the shipped one, and knows where things stand', () => {
    const { places, problems, runbook } = readRunbook(shippedText, 'x.yaml');
    const lines = shippedText.split('\n');

    expect(problems).toEqual([]);
    expect(runbook?.id).toBe('npm-registry-compromise');
    expect(lines[(places.lineOf(['steps', 1, 'approval']) ?? 0) - 1]).toBe('    approval: one');
    expect(lines[(places.lineOf(['steps', 2, 'branches', 1, 'steps', 0]) ?? 0) - 1]).toContain(
      'id: cache-bust',
    );
    expect(lines[(places.lineOf(['facts', 'rescan-clear', 'none']) ?? 0) - 1]).toContain(
      'rescan-clear:',
    );
  });

  it.each([
    [
      'an unknown key',
      '    approval: none\n    records: evidence-kept',
      '    aproval: none\n    approval: none\n    records: evidence-kept',
      'UNKNOWN_KEY steps[0]: unknown key "aproval"',
    ],
    [
      'a wrong type',
      'title: Keep the evidence',
      'title: [Keep]',
      'WRONG_TYPE steps[0].title: expected text, found a list',
    ],
    [
      'a value that is not one of those there are',
      'kind: Runbook',
      'kind: Playbook',
      'BAD_VALUE kind: expected "Runbook"',
    ],
    ['a duration of another make', 'PT45M, to', '45m, to', 'an ISO 8601 duration such as PT15M'],
    ['an empty text', 'title: Scan again', 'title: ""', 'steps[4].title: may not be empty'],
    [
      'a list that is too short',
      'before: [cache-bust]',
      'before: []',
      'interlocks[0].before: may not be empty',
    ],
    [
      'a day that is none',
      'reviewedAt: 2026-11-20',
      'reviewedAt: soon',
      'reviewedAt: expected a day such as 2026-11-20',
    ],
    [
      'a key that is made otherwise',
      '  platform: Runs',
      '  Platform: Runs',
      'roles.Platform: a key has to be small letters, digits and dashes',
    ],
    [
      'a kind of step that does not exist',
      'kind: report',
      'kind: raport',
      'steps[6].kind: expected "action" or "per-target" or "human" or "gate" or "report" or',
    ],
  ])('names the line and the key of %s', (_, from, to, expected) => {
    const { line, text } = changed(from, to);
    const found = wrong(text);

    expect(found).toEqual([expect.stringContaining(expected)]);
    expect(found[0]).toMatch(new RegExp(`^${line} `));
  });

  it('names what is missing, at the thing that lacks it', () => {
    const { line, text } = changed('    title: Write the report\n', '');

    expect(wrong(text)).toEqual([`${line - 2} MISSING_KEY steps[6]: the key "title" is missing`]);
  });

  it.each([
    ['', 'null EMPTY the file holds nothing'],
    ['# nothing\n', 'null EMPTY the file holds nothing'],
    ['id: a\nid: b\n', '2 DUPLICATE_KEY the key "id" stands twice'],
    ['id: [a', '1 BAD_YAML no YAML as it stands'],
    ['id: a\n---\nid: b\n', 'null BAD_YAML the file holds more than one document'],
    ['- a\n', '1 WRONG_TYPE expected a mapping, found a list'],
    ['id: &a x\ntitle: *a\n', '2 ALIAS *a: write the value out'],
    ['id: a\n__proto__: b\n', '2 UNKNOWN_KEY unknown key "__proto__"'],
    ['facts:\n  __proto__: b\n', '2 UNKNOWN_KEY unknown key "__proto__"'],
    ['roles:\n  7: b\n', '2 UNKNOWN_KEY unknown key 7'],
  ])('refuses %j', (text, expected) => {
    expect(wrong(text)[0]).toContain(expected);
  });

  it.each([
    ['['.repeat(100_000), 'TOO_DEEP'],
    ['- '.repeat(100_000), 'TOO_DEEP'],
    ['? '.repeat(100_000), 'TOO_DEEP'],
    ['a: {'.repeat(50_000), 'TOO_DEEP'],
    [`a: ${'x'.repeat(300_000)}`, 'TOO_LARGE'],
  ])('bounds what it takes, number %#', (text, code) => {
    expect(wrong(text)).toEqual([expect.stringContaining(` ${code} `)]);
  });

  it('gives the digest of a text', () => {
    expect(digestOf('abc')).toBe(
      'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
