import { expect, it } from 'vitest';
import { reportMarkdown } from '../../src/report/markdown.ts';
import { code, duration, prose } from '../../src/report/markdown/text.ts';
import { exposure, mapOf } from './maps.ts';
import { ada, goodTale, Tale } from './tale.ts';

/** A document without its code spans: what Markdown would obey. */
function withoutSpans(markdown: string): string {
  return markdown.replaceAll(/`[^`\n]*`/g, '');
}

const bars = (line: string): number => (line.match(/(?<!\\)\|/g) ?? []).length;

/** Rows of tables that have more or fewer cells than their head. */
function brokenRows(markdown: string): string[] {
  let cells = 0;
  return markdown.split('\n').filter((line) => {
    if (!line.startsWith('|')) cells = 0;
    else if (cells === 0) cells = bars(line);
    return cells !== 0 && bars(line) !== cells;
  });
}

const hostile = [
  '`|<script>alert(1)</script>',
  '[click](https://evil.example)',
  '![x](https://evil.example/p.png)',
  '# heading\n\n| a | b |\n|---|---|\n- item',
  '``` fence',
  'back\\|slash\\` | \\\\| and \\',
  '@everyone www.evil.example a@evil.example #1',
  '\u001B[31mred\u202Egnp.exe\u2028line\u0007',
  '<!-- comment --><img src=x onerror=alert(1)>',
  '__proto__',
  '*bold* _it_ ~~no~~ $x$',
];

it('lets no text from outside leave its code span', () => {
  for (const text of hostile) {
    const span = code(text);
    expect(span).toMatch(/^`[^`|\n\r\p{Cc}\p{Cf}\u2028\u2029]+`$/u);
    expect(withoutSpans(`| ${span} |`)).toBe('|  |');
  }
  expect(code('`a|b`')).toBe('`\\u0060a\\u007cb\\u0060`');
  expect(code('a\nb\r\nc')).toBe('`a b c`');
  expect(code('')).toBe('-');
  expect(code(' ')).toBe('-');
  expect(code('x'.repeat(401))).toBe(`\`${'x'.repeat(400)}… (401 characters)\``);
});

it('escapes what Markdown would obey in the words of a runbook', () => {
  expect(prose('A *b* | <c> [d](e)\n# f `g`')).toBe(
    'A \\*b\\* \\| \\<c\\> \\[d\\](e) \\# f \\`g\\`',
  );
  expect(prose('see https://evil.example or www.evil.example')).toBe(
    String.raw`see https\://evil.example or www\.evil.example`,
  );
});

it('keeps a whole report safe, whatever its names are', () => {
  for (const text of hostile) {
    const target = `${text}:main`;
    const tale = new Tale('demo')
      .keep()
      .freeze()
      .plan('pin', { [target]: 'change', other: 'change' });
    tale.approve('pin', text).arm('pin').apply('pin', target).intent('pin', 'other');
    tale.outcome('pin', 'other', 'failed');
    const until = '2026-11-27T00:00:00.000Z';
    tale.add(
      'target.excluded',
      { reason: text, until },
      { step: 'pin', target: 'other', actor: ada },
    );
    for (const kind of ['person', 'script'] as const)
      tale.add('note.added', { text }, { actor: { ...ada, kind, id: text, host: text } });
    const before = mapOf(1, { [text]: 'exposed' }, [exposure(text, text, 'branch', text)]);
    const after = mapOf(2, { [text]: 'unknown' }, [exposure(text, text, 'tag', text)]);
    const verified = {
      verified: false,
      failures: [{ check: text, seq: 1, message: text }],
      notChecked: [{ check: text, why: text }],
    };
    const markdown = reportMarkdown(tale.report({ before, after, verified }));
    const obeyed = withoutSpans(markdown);

    expect(brokenRows(markdown)).toEqual([]);
    expect(obeyed).not.toMatch(/evil|<|onerror|everyone|alert|heading|fence|comment|proto|bold/);
    expect(obeyed).not.toContain('`');
    expect(obeyed).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(markdown.match(/^# /gm)).toHaveLength(1);
  }
});

it('shows the record number on every line of the timeline', () => {
  const markdown = reportMarkdown(goodTale().report());
  const timeline = markdown.slice(markdown.indexOf('## Timeline'), markdown.indexOf('## Effects'));
  const rows = timeline.split('\n').filter((line) => /^\| \d/.test(line));

  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) expect(row).toMatch(/^\| [\d: to]+ \| #\d+/);
});

it('says loudly that it is a demo or an exercise, and nothing of the kind of a real run', () => {
  expect(reportMarkdown(new Tale('demo').report())).toContain('> **THIS IS A DEMO.**');
  expect(reportMarkdown(new Tale('exercise').report())).toContain('> **THIS IS AN EXERCISE.**');
  expect(reportMarkdown(new Tale().report())).not.toContain('THIS IS');
});

it('says at its top that the record does not verify', () => {
  const failures = [{ check: 'chain', seq: 3, message: 'record 3 was changed' }];
  const markdown = reportMarkdown(
    goodTale().report({ verified: { verified: false, failures, notChecked: [] } }),
  );

  expect(markdown.split('\n')[2]).toMatch(/^> \*\*THE RECORD DOES NOT VERIFY/);
  expect(markdown).toContain('- `chain` #3: `record 3 was changed`');
  expect(reportMarkdown(goodTale().report({ verified: null }))).toContain('**not verified**');
});

it('rounds nothing in its favour', () => {
  expect(duration(1)).toBe('0.001 s');
  expect(duration(59_999)).toBe('59.999 s');
  expect(duration(60_000)).toBe('1 min 00 s');
  expect(duration(93_784_999)).toBe('1 d 02 h 03 min 04 s');
  const after = mapOf(2, { 'acme/web': 'not-exposed', 'acme/docs': 'unknown' });
  const markdown = reportMarkdown(goodTale().report({ after }));

  expect(markdown).toContain('| targets **unknown** | 0 of 2 | 1 of 2 |');
  expect(markdown).toContain('| everything read | yes | **no** |');
  expect(markdown).toContain('The rescan is **not clear**.');
});

it('names what could not be read, before and after', () => {
  const before = mapOf(1, { 'acme/then': 'unknown' });
  const after = mapOf(2, { 'acme/now': 'unknown' });
  const markdown = reportMarkdown(goodTale().report({ before, after }));
  const coverage = markdown.slice(markdown.indexOf('## Coverage'), markdown.indexOf('## Evidence'));

  expect(coverage).toMatch(
    /### Not read, before\n[^#]*`acme\/then`[^#]*### Not read, after\n[^#]*`acme\/now`/,
  );
  expect(coverage).toContain('| targets read whole | 0 of 1 | 0 of 1 |');
});

it('says of a control by how much it was kept or missed', () => {
  const late = new Tale().keep().wait(26).freeze();
  expect(reportMarkdown(late.report())).toContain('| **MISSED** by 1 min 00 s |');
  expect(reportMarkdown(new Tale().keep().freeze().report())).toContain(
    '| met, 25 min 00 s to spare |',
  );
});

it('shows 500 rows of a table and says how many there are more', () => {
  const names = Array.from({ length: 503 }, (_, index) => `acme/${index}`);
  const before = mapOf(1, Object.fromEntries(names.map((name) => [name, 'exposed'])));
  const markdown = reportMarkdown(goodTale().report({ before }));

  expect(markdown).toContain('`acme/499`');
  expect(markdown).toMatch(/^\d+ rows more: `firebreak report --json` has every one of them\.$/m);
});

it('gives the same bytes for the same records', () => {
  expect(reportMarkdown(goodTale().report())).toBe(reportMarkdown(goodTale().report()));
});

it('says how often the record was opened, which is not how many processes there were', () => {
  expect(reportMarkdown(goodTale().report())).toMatch(
    /records, opened to write \d+ times?, by one writer at a time, /,
  );
});
