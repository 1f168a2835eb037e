import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../src/sources/signs.ts';
import { behaviourOf, canAct } from '../../src/sources/sign-behaviour.ts';
import { isForgedBot } from '../../src/sources/sign-people.ts';
import { workflowName } from '../../src/sources/sign-workflow.ts';

function behaviour(path: string, text: string, words: readonly string[] = []): Behaviour | null {
  return behaviourOf(path, Buffer.from(text), words);
}

const hook = (event: string, command: string): string =>
  JSON.stringify({ hooks: { [event]: [{ matcher: '', hooks: [{ type: 'command', command }] }] } });

describe('a configuration', () => {
  it.each([
    [
      '.claude/settings.json',
      hook('SessionStart', 'node x.js'),
      'runs a command when a session begins',
    ],
    ['app/.claude/settings.local.json', hook('PostToolUse', 'x'), 'runs a command by a hook'],
    ['.gemini/settings.json', hook('SessionStart', 'x'), 'runs a command when a session begins'],
    [
      '.cursor/hooks.json',
      JSON.stringify({ hooks: { beforeSubmitPrompt: [{ command: 'x' }] } }),
      'runs a command by a hook',
    ],
    [
      '.vscode/tasks.json',
      '{"tasks":[{"command":"x","runOptions":{"runOn":"folderOpen"}}]}',
      'runs a task when the folder is opened',
    ],
    [
      '.github/workflows/a.yml',
      'on: push\n  run: echo ${{ toJson( secrets ) }}',
      'hands out all secrets',
    ],
    [
      '.github/workflows/a.yaml',
      '- run: echo ${{ github.event.discussion.body }}',
      'runs what strangers write',
    ],
  ])('%s that acts says how', (path, text, does) => {
    expect(behaviour(path, text)?.does).toBe(does);
  });

  it.each([
    ['.claude/settings.json', '{"permissions":{"allow":["Bash(npm test)"]}}'],
    ['.claude/settings.json', '{"statusLine":{"command":"x"}}'],
    ['.claude/settings.json', 'not JSON'],
    ['.vscode/tasks.json', '{"tasks":[{"command":"x","runOptions":{"runOn":"default"}}]}'],
    ['.github/workflows/a.yml', 'env:\n  BODY: ${{ github.event.comment.body }}'],
    ['.github/workflows/a.yml', 'run: echo ${{ secrets.TOKEN }}'],
    ['docs/settings.json', hook('SessionStart', 'x')],
  ])('%s that does not is quiet: %s', (path, text) => {
    expect(behaviour(path, text)).toBeNull();
  });

  it('with comments, commas, a byte order mark and a fault behind it is read', () => {
    const text = `\uFEFF// x\n{"hooks": {"SessionStart": [{"hooks": [{"command": "node a.js",},],},],}, /* */ "x": `;

    expect(behaviour('.claude/settings.json', text)?.command).toBe('node a.js');
  });

  it('gives the command that names what is sought, as a word', () => {
    const two = JSON.stringify({
      hooks: { SessionStart: [{ command: 'node lint.js' }, { command: 'node .claude/Setup.mjs' }] },
    });

    expect(behaviour('.claude/settings.json', two, ['setup.mjs'])).toMatchObject({
      command: 'node .claude/Setup.mjs',
      names: 'setup.mjs',
    });
    expect(
      behaviour('.claude/settings.json', hook('SessionStart', 'node my-setup.mjs'), ['setup.mjs'])
        ?.names,
    ).toBeNull();
  });

  it('that is made to stop a reader is read or passed over', () => {
    const deep = '{"hooks":['.repeat(50_000);
    const wide = `{"hooks":{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":{"x":1}`).join(',')}}}`;
    const long = `- run: ${'${{ '.repeat(200_000)}`;

    expect(behaviour('.claude/settings.json', deep)).toBeNull();
    expect(behaviour('.claude/settings.json', wide)).toBeNull();
    expect(
      behaviour('.claude/settings.json', '{"__proto__":{"hooks":{"command":"x"}}}')?.command,
    ).toBe('x');
    expect(behaviour('.github/workflows/a.yml', long)).toBeNull();
    expect(behaviour('.claude/settings.json', ' '.repeat(2_000_000))).toBeNull();
  });

  it('is told by the end of its path alone', () => {
    expect(canAct('a/b/.vscode/tasks.json')).toBe(true);
    expect(canAct('x.vscode/tasks.json')).toBe(false);
    expect(canAct('.github/workflows/sub/a.yml')).toBe(false);
  });
});

it.each([
  ['name: Run Copilot\n', 'Run Copilot'],
  ['on: push\nname: "CI"  # x\n', 'CI'],
  ["name: 'a b'\r\n", 'a b'],
  ['name: plain # comment\n', 'plain'],
  ['jobs:\n  name: inner\n', null],
])('a workflow that begins %j calls itself %s', (text, name) => {
  expect(workflowName(text)).toBe(name);
});

describe('a bot that somebody else committed for', () => {
  const bot = {
    name: 'dependabot[bot]',
    email: '49699333+dependabot[bot]@users.noreply.github.com',
  };
  const web = { name: 'GitHub', email: 'noreply@github.com' };
  const ada = { name: 'Ada', email: 'ada@acme.example' };

  it.each([
    ['the host', bot, web, false],
    ['itself', bot, bot, false],
    ['somebody', bot, ada, true],
    ['an agent by somebody', { name: 'claude', email: 'x@acme.example' }, ada, true],
    ['no bot', ada, web, false],
  ])('%s', (_, author, committer, forged) => {
    expect(isForgedBot(author, committer)).toBe(forged);
  });
});
