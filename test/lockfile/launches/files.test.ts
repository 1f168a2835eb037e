import { describe, expect, it } from 'vitest';
import { askedIn, launchesIn } from './support.ts';

const workflow = `name: npx name
on:
  push: # npx comment
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      NOTE: npx env
    steps:
      - uses: actions/checkout@v4
      - run: npm install -g one@1
      - name: npm install -g name
        run: |
          set -euo pipefail
          npm ci

          if [ -n "$CI" ]; then
            npx two@2 --flag
          fi
      - {run: npx three}
      - run: >-
          npx
          four@4
          --flag
      - "run": "npx 'five'\\nnpx six"
      - run: 'npx ''seven'''
        shell: bash
      - run: npx
          eight
      - uses: nick-fields/retry@v3
        with:
          timeout_minutes: 10
          command: pnpm dlx nine
      - uses: cypress-io/github-action@v6
        with:
          install-command: yarn dlx ten
`;

const wanted = [
  '11 npm install -g: one@1',
  '18 npx: two@2',
  '20 npx: three@*',
  '22 npx: four@4',
  '25 npx: five@*',
  '25 npx: six@*',
  '26 npx: seven@*',
  '29 npx: eight@*',
  '33 pnpm dlx: nine@*',
  '36 yarn dlx: ten@*',
];

describe('a workflow', () => {
  it('is read where it runs something, and nowhere else', () => {
    expect(askedIn('.github/workflows/ci.yml', workflow)).toEqual(
      wanted.map((one) => one.replace('22 npx: four', '23 npx: four')),
    );
  });

  it('reads the same with CRLF and behind a byte order mark', () => {
    const plain = askedIn('action.yml', workflow);

    expect(askedIn('action.yml', workflow.replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(askedIn('action.yml', `\uFEFF${workflow}`)).toEqual(plain);
    expect(askedIn('action.yml', Buffer.from(`\uFEFF${workflow}`, 'utf16le'))).toEqual(plain);
  });

  it.each([
    ['a tab', 'on:\n', '\ton:\n'],
    ['a bracket that does not end', 'name: npx name', 'name: [npx, {'],
    ['conflict markers', 'on:\n', '<<<<<<< HEAD\non:\n=======\non: [push]\n>>>>>>> x\n'],
    ['an alias of nothing', 'runs-on: ubuntu-latest', 'runs-on: *nothing'],
    ['a key that stands twice', 'env:', 'env: {}\n    env:'],
    ['a document more', 'name: npx name', '---\n---\nname: x'],
  ])('is read whole in spite of %s', (_, from, to) => {
    const names = askedIn('.github/workflows/ci.yml', workflow.replace(from, to)).map((one) =>
      one.replace(/^\d+ /, ''),
    );

    expect(names).toEqual(wanted.map((one) => one.replace(/^\d+ /, '')));
  });

  it('shows in whatever line is cut out all that stands in others', () => {
    const lines = workflow.split('\n');
    const lost = lines.flatMap((_, index) => {
      const left = askedIn('action.yml', lines.toSpliced(index, 1).join('\n'));
      return wanted.length - left.length > 2 ? [index + 1] : [];
    });

    expect(lost).toEqual([]);
  });
});

describe('a Dockerfile', () => {
  it('is read for what it runs when it is built, and when it is started', () => {
    const text = `# syntax=docker/dockerfile:1
FROM node:24 AS npx
ARG VERSION=1
LABEL note="npx label"
RUN npm install -g one
RUN --mount=type=cache,target=/root/.npm --network=none \\
    apt-get update && \\
    # npx comment

    npm install -g two
RUN ["npm", "install", "-g", "three"]
run <<EOF
npx four
EOF
ONBUILD RUN npx five@$VERSION
HEALTHCHECK --interval=5s CMD npx six
COPY . /npx
CMD ["npx", "-y", "seven@latest"]
ENTRYPOINT npx eight
`;

    expect(askedIn('Dockerfile', text)).toEqual([
      '5 npm install -g: one@*',
      '10 npm install -g: two@*',
      '11 npm install -g: three@*',
      '13 npx: four@*',
      '15 npx: five@$VERSION',
      '16 npx: six@*',
      '18 npx: seven@latest',
      '19 npx: eight@*',
    ]);
  });

  it('goes on behind the sign that it names', () => {
    expect(askedIn('a.Dockerfile', '# escape=`\nFROM x\nRUN npm i -g `\n  one\n')).toEqual([
      '4 npm install -g: one@*',
    ]);
  });
});

describe('other files', () => {
  it('a Makefile, by its recipes', () => {
    const text =
      'npx: one\n\t@npx one@$(V)\n\t-$(SUDO) npm i -g \\\n\t  two\nX = npx three\nall: ; npx four\n';

    expect(askedIn('Makefile', text)).toEqual([
      '2 npx: one@$(V)',
      '4 npm install -g: two@*',
      '6 npx: four@*',
    ]);
  });

  it('a package.json, by its scripts alone', () => {
    const text = JSON.stringify(
      {
        name: 'npx',
        description: 'npx description',
        scripts: { build: 'npx one && tsc', postinstall: 'pnpm dlx two@1', odd: ['npx x'] },
        config: { scripts: { x: 'npx config' } },
        dependencies: { npx: '1.0.0' },
      },
      null,
      2,
    );

    expect(askedIn('package.json', text)).toEqual(['5 npx: one@*', '6 pnpm dlx: two@1']);
  });

  it.each([
    ['.mcp.json', { mcpServers: { a: { command: 'npx', args: ['-y', 'one@latest'] } } }],
    ['.vscode/mcp.json', { servers: { a: { type: 'stdio', command: 'npx -y one@latest' } } }],
    ['.cursor/mcp.json', { mcpServers: { a: { args: ['-y', 'one@latest'], command: 'npx' } } }],
    ['.gemini/settings.json', { mcpServers: { a: { command: 'npx', args: ['one@latest'] } } }],
    ['.mcp.json', { mcpServers: { a: { command: 'cmd', args: ['/c', 'npx', 'one@latest'] } } }],
    [
      '.claude/settings.json',
      { hooks: { SessionStart: [{ hooks: [{ type: 'command', command: 'npx one@latest' }] }] } },
    ],
    [
      '.vscode/tasks.json',
      { tasks: [{ command: 'npx', args: [{ value: 'one@latest', quoting: 'strong' }] }] },
    ],
    ['.devcontainer.json', { postCreateCommand: 'npm ci && npx one@latest' }],
    ['.devcontainer/devcontainer.json', { initializeCommand: ['npx', 'one@latest'] }],
    ['.devcontainer/x/devcontainer.json', { onCreateCommand: { a: 'npx one@latest', b: 'x' } }],
    ['.devcontainer.json', { onCreateCommand: { a: ['npx', 'one@latest'] } }],
    ['lefthook.json', { 'pre-commit': { commands: { a: { run: 'npx one@latest' } } } }],
  ])('%s: %j', (path, value) => {
    expect(askedIn(path, JSON.stringify(value))).toEqual(['1 npx: one@latest']);
  });

  it('JSON with comments, and what stands in front of a fault', () => {
    const text = '{\n// npx no\n"servers": {"a": {"command": "npx", "args": ["one",],},\n"b": }';
    const reading = launchesIn('.vscode/mcp.json', text);

    expect(askedIn('.vscode/mcp.json', text)).toEqual(['3 npx: one@*']);
    expect(reading.problems).toMatchObject([{ code: 'SYNTAX' }]);
  });

  it.each([
    ['[mcp_servers.a]\ncommand = "npx"\nargs = ["-y", "one"]\n', ['3 npx: one@*']],
    ['[mcp_servers.a]\nargs = [\n  "-y",\n  "one",\n]\ncommand = "npx"\n', ['4 npx: one@*']],
    ["[mcp_servers]\na = { command = 'npx', args = ['one'] }\n", ['2 npx: one@*']],
    [
      '[a]\ncommand = "npx"\nargs = ["one"]\n[b]\ncommand = "uvx"\nargs = ["two"]\n',
      ['3 npx: one@*', '6 uvx: two@*'],
    ],
    ['# command = "npx one"\n[a]\nnote = "npx two"\n', []],
  ])('TOML: %s', (text, expected) => {
    expect(askedIn('.codex/config.toml', text)).toEqual(expected);
  });

  it('hooks of husky and lefthook', () => {
    expect(askedIn('.husky/pre-commit', 'npx lint-staged@15\n')).toEqual(['1 npx: lint-staged@15']);
    expect(
      askedIn('lefthook.yml', 'pre-commit:\n  commands:\n    a:\n      run: npx one {files}\n'),
    ).toEqual(['4 npx: one@*']);
    expect(askedIn('lefthook.toml', '[pre-commit.commands.a]\nrun = "npx one"\n')).toEqual([
      '2 npx: one@*',
    ]);
  });

  it.each([
    ['Dockerfile', 'RUN a \\\n'.repeat(100_000)],
    ['Dockerfile', 'RUN <<A <<B\n'.repeat(20_000)],
    ['Dockerfile', 'RUN <<A\nA\n'.repeat(50_000)],
    ['Dockerfile', `RUN ${'--a '.repeat(200_000)}`],
    ['Makefile', `a: ${';:'.repeat(300_000)}`],
    ['Makefile', '\tx \\\n'.repeat(100_000)],
    ['.github/workflows/x.yml', `${' '.repeat(90_000)}run: x\n`.repeat(10)],
    ['.github/workflows/x.yml', 'run: |\n'.repeat(100_000)],
    ['.github/workflows/x.yml', `run: "${'\\'.repeat(300_000)}`],
    ['.github/workflows/x.yml', `${'- '.repeat(200_000)}run: x`],
    ['.mcp.json', '{"a":'.repeat(1900)],
    ['.mcp.json', '['.repeat(300_000)],
    ['.codex/config.toml', 'command = "x'.repeat(20_000)],
    ['.codex/config.toml', 'args = [\n'.repeat(50_000)],
    ['.codex/config.toml', `args = "${'\\'.repeat(90_000)}`],
  ])('hostile: %s of %#', (path, text) => {
    expect(() => launchesIn(path, `npx\n${text}`)).not.toThrow();
  });

  it('holds names that every object has', () => {
    const servers = '{"__proto__": {"command": "npx", "args": ["constructor"]}}';

    expect(askedIn('.mcp.json', `{"mcpServers": ${servers}}`)).toEqual(['1 npx: constructor@*']);
  });
});
