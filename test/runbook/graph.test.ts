import { expect, it } from 'vitest';
import { mermaidOf } from '../../src/runbook/graph.ts';
import { compile } from '../../src/runbook/machine/index.ts';
import { actionStep, definition, shipped } from './support/definitions.ts';

/** All that a line of a chart may look like. */
const label = /"(?:[\p{L}\p{N} ,.:?!'-]|#\d+;|<br\/>)*"/u.source;
const line = new RegExp(
  `^ *(?:flowchart TD|end|subgraph p\\d+(?:b\\d+)?\\[${label}\\]|(?:s\\d+|start|finish)(?:\\[|\\[\\[|\\[/|\\{|\\(\\[|\\(\\()${label}(?:\\]|\\]\\]|/\\]|\\}|\\]\\)|\\)\\))|(?:s\\d+|start) --> (?:s\\d+|finish)|s\\d+ -\\. ${label} \\.-> s\\d+)$`,
  'u',
);

it('draws order, branches, owners, interlocks and what takes what back', () => {
  const drawn = mermaidOf(compile(shipped()));
  const nodeOf = (id: string): string =>
    new RegExp(`(s\\d+)\\S*"[^"]*<br/>${id}, `).exec(drawn)?.[1] ?? id;

  for (const each of drawn.trimEnd().split('\n')) expect(each).toMatch(line);
  for (const first of ['pin', 'cache-bust', 'check-hosts', 'revoke-tokens'])
    expect(drawn).toContain(`  ${nodeOf('freeze')} --> ${nodeOf(first)}\n`);
  for (const last of ['merge', 'cache-bust', 'check-hosts', 'revoke-tokens'])
    expect(drawn).toContain(`  ${nodeOf(last)} --> ${nodeOf('rebuild')}\n`);
  expect(drawn).toContain(`${nodeOf('pin')} --> ${nodeOf('merge')}\n`);
  expect(drawn).toContain(`start --> ${nodeOf('preserve-evidence')}\n`);
  expect(drawn).toContain(`${nodeOf('report')} --> finish\n`);
  expect(drawn).toContain(
    `${nodeOf('check-hosts')} -. "hosts-checked" .-> ${nodeOf('revoke-tokens')}\n`,
  );
  expect(drawn).toContain(`${nodeOf('unfreeze')} -. "takes back" .-> ${nodeOf('freeze')}\n`);
  expect(drawn).toContain('freeze, role:platform, approved by one');
});

it.each([
  ['"] --> evil["'],
  ['end'],
  ['`**x**`'],
  ['#quot;#60;'],
  ['<img src=x onerror=alert(1)>'],
  ['%% comment\nend\nsubgraph x'],
  ['a\u0000b\u202e\u2028c'],
  ['click s0 "javascript:alert(1)"'],
  ['emoji \u{1f525} {{}} ((x)) |y| ;'],
])('draws %j as text', (title) => {
  const drawn = mermaidOf(compile(definition([actionStep('a', { title })], { title })));
  const lines = drawn.trimEnd().split('\n');

  for (const each of lines) expect(each).toMatch(line);
  expect(lines).toHaveLength(6);
  // By its number a browser would obey it all the same.
  expect(drawn).not.toMatch(/#(?:0|8232|8238);/);
});
