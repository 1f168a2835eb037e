import { describe, expect, it } from 'vitest';
import { askedIn, launchesIn } from './support.ts';

/** What the commands of a script ask for, without the line where there is one alone. */
function asked(script: string): string[] {
  return askedIn('x.sh', script).map((one) => (script.includes('\n') ? one : one.slice(2)));
}

describe('a command of npm and its kin', () => {
  it.each([
    ['npm install evil', 'npm install: evil@*'],
    ['npm i evil@^1.2.0', 'npm install: evil@^1.2.0'],
    ['npm add -D @scope/evil@next', 'npm install: @scope/evil@next'],
    ['npm install -g evil@1.2.3', 'npm install -g: evil@1.2.3'],
    ['npm --prefix tools install --registry https://r.example evil', 'npm install: evil@*'],
    ['npm i alias@npm:evil@~2', 'npm install: evil@~2'],
    ['npm exec -- evil@2 run', 'npm exec: evil@2'],
    ['npx evil', 'npx: evil@*'],
    ['npx -y evil@latest --flag other', 'npx: evil@latest'],
    ['npx --package=evil@1 --package other bin arg', 'npx: evil@1', 'npx: other@*'],
    ['npx -p evil bin', 'npx: evil@*'],
    ['npm init evil@2', 'npm init: create-evil@2'],
    ['npm create @scope/evil', 'npm create: @scope/create-evil@*'],
    ['npm init @scope', 'npm init: @scope/create@*'],
    ['pnpm add evil', 'pnpm add: evil@*'],
    ['pnpm --filter web i evil@1', 'pnpm add: evil@1'],
    ['pnpm add -g evil', 'pnpm add -g: evil@*'],
    ['pnpm dlx evil@3 x', 'pnpm dlx: evil@3'],
    ['pnpm --package=evil dlx x', 'pnpm dlx: evil@*'],
    ['pnpx evil', 'pnpx: evil@*'],
    ['pnx evil@1', 'pnx: evil@1'],
    ['pnpm create evil', 'pnpm create: create-evil@*'],
    ['yarn add evil@^1', 'yarn add: evil@^1'],
    ['yarn global add evil', 'yarn global add: evil@*'],
    ['yarn workspace web add evil', 'yarn add: evil@*'],
    ['yarn dlx -p evil@2 bin', 'yarn dlx: evil@2'],
    ['yarn create evil', 'yarn create: create-evil@*'],
    ['bun add evil', 'bun add: evil@*'],
    ['bun install evil@1', 'bun add: evil@1'],
    ['bunx --bun evil@1', 'bunx: evil@1'],
    ['bun x evil', 'bunx: evil@*'],
    ['deno run -A npm:evil@1/bin', 'deno run: evil@1'],
    ['deno add npm:@scope/evil', 'deno add: @scope/evil@*'],
    ['npm i https://files.example/evil.tgz', 'at: https://files.example/evil.tgz'],
  ])('%s', (script, ...expected) => {
    expect(asked(script)).toEqual(expected);
  });

  it.each([
    'npm ci',
    'npm run build',
    'npm test evil',
    'npm install ./evil',
    'npm install ../evil.tgz',
    'npm install user/repository',
    'npx --no-install evil',
    'pnpm exec evil',
    'pnpm run evil',
    'yarn run evil',
    'yarn evil',
    'bun run evil',
    'deno run main.ts',
    'echo npm install evil',
    'git commit -m "npx evil"',
    '# npx evil',
    'npm install $NAME',
    'mynpm install evil',
    'npm-check install evil',
  ])('%s asks for nothing', (script) => {
    expect(asked(script)).toEqual([]);
  });

  it.each([
    ['npm update', 'npm update', [], false],
    ['npm up evil', 'npm update', ['evil'], false],
    ['pnpm update --latest', 'pnpm update', [], true],
    ['pnpm up "@scope/*"', 'pnpm update', [], false],
    ['yarn upgrade evil @a/b', 'yarn upgrade', ['evil', '@a/b'], false],
    ['yarn upgrade $NAME', 'yarn upgrade', [], false],
    ['bun update', 'bun update', [], false],
    ['rm -f package-lock.json && npm install', 'npm install, package-lock.json removed', [], false],
    ['rm -rf node_modules a/yarn.lock\nyarn', 'yarn install, yarn.lock removed', [], false],
    ['rm pnpm-lock.yaml; pnpm i', 'pnpm install, pnpm-lock.yaml removed', [], false],
  ])(
    '%s takes anew what the project asks for: %s, %j, latest: %s',
    (script, command, names, latest) => {
      expect(launchesIn('x.sh', script).documents[0]?.installs).toMatchObject([
        { command, lockfile: 'ignores', names, latest },
      ]);
    },
  );

  it('an update of what is named with a version asks for that', () => {
    expect(asked('yarn upgrade evil@^2')).toEqual(['yarn upgrade: evil@^2']);
    expect(asked('yarn up evil')).toEqual(['yarn up: evil@*']);
    expect(asked('npm update -g evil')).toEqual(['npm update -g: evil@*']);
  });

  it.each([
    ['npm install', 'npm install', 'moves'],
    ['npm i --no-package-lock', 'npm i', 'ignores'],
    ['npm install --package-lock=false', 'npm install', 'ignores'],
    ['pnpm install --no-lockfile', 'pnpm install', 'ignores'],
    ['pnpm install --lockfile=false', 'pnpm install', 'ignores'],
    ['pnpm install --no-frozen-lockfile', 'pnpm install', 'moves'],
    ['yarn', 'yarn install', 'moves'],
    ['yarn install --no-lockfile', 'yarn install', 'ignores'],
    ['bun install', 'bun install', 'moves'],
    ['bun install --no-save', 'bun install', 'moves'],
    ['rm yarn.lock; npm i', 'npm i', 'moves'],
  ])('%s installs the project past its lockfile: %s, %s', (script, command, lockfile) => {
    expect(launchesIn('x.sh', script).documents[0]?.installs).toMatchObject([
      { command, lockfile, line: 1 },
    ]);
  });

  it.each(['npm ci', 'pnpm install', 'yarn --immutable', 'yarn install --frozen-lockfile'])(
    '%s installs what the lockfile says',
    (script) => {
      expect(launchesIn('x.sh', script).documents).toEqual([]);
    },
  );
});

describe('a command of another ecosystem', () => {
  it.each([
    ['pip install evil', 'pip install: evil@*'],
    [
      'pip3 install -U "evil[x]>=2,<3" other==1.0',
      'pip install: evil@>=2,<3',
      'pip install: other@==1.0',
    ],
    ['python3 -m pip install --index-url https://i.example/ Evil.Name', 'pip install: evil-name@*'],
    ['pipx run evil', 'pipx run: evil@*'],
    ['pipx run --spec evil==1 bin', 'pipx run: evil@==1'],
    ['pipx install evil', 'pipx install: evil@*'],
    ['uvx evil', 'uvx: evil@*'],
    ['uvx evil@1.2', 'uvx: evil@==1.2'],
    ['uvx evil@latest', 'uvx: evil@*'],
    ['uvx --from "evil>=1" bin', 'uvx: evil@>=1'],
    ['uvx --with evil,other==2 bin', 'uvx: bin@*', 'uvx: evil@*', 'uvx: other@==2'],
    ['uv tool install evil', 'uv tool install: evil@*'],
    ['uv tool run evil@3', 'uv tool run: evil@==3'],
    ['uv pip install evil', 'uv pip install: evil@*'],
    ['uv run --with evil main.py', 'uv run --with: evil@*'],
    ['uv add evil', 'uv add: evil@*'],
    ['poetry add evil@^2', 'poetry add: evil@^2'],
    ['pipenv install evil', 'pipenv install: evil@*'],
    ['composer require acme/evil:^5.0', 'composer require: acme/evil@^5.0'],
    ['composer global require acme/evil', 'composer require: acme/evil@*'],
  ])('%s', (script, ...expected) => {
    expect(asked(script)).toEqual(expected);
  });

  it.each([
    'pip install -r requirements.txt',
    'pip install -e .',
    'pip install .',
    'uv sync',
    'uv run x',
  ])('%s asks for nothing by name', (script) => {
    expect(asked(script)).toEqual([]);
  });
});

describe('what carries a command', () => {
  it.each([
    ['sudo -E npm i -g evil'],
    ['CI=1 FOO="a b" npm i -g evil'],
    ['cd x && npm i -g evil || exit 1'],
    ['a; npm i -g evil'],
    ['true | xargs npm i -g evil'],
    ['(npm i -g evil)'],
    ['{ npm i -g evil; }'],
    ['if ! which evil; then npm i -g evil; fi'],
    ['for x in 1 2; do npm i -g evil; done'],
    ["sh -c 'npm i -g evil'"],
    ['bash -lc "cd /x && npm i -g evil"'],
    ['docker run --rm node:24 sh -c "npm i -g evil"'],
    ['docker run --rm node:24 npm i -g evil'],
    ['eval "npm i -g evil"'],
    ['x=$(npm i -g evil)'],
    ['echo "$(npm i -g evil)"'],
    ['echo `npm i -g evil`'],
    ['/usr/local/bin/npm i -g evil'],
    ['timeout 10 npm i -g evil'],
    ['npm i -g evil > log 2>&1'],
    ['npm i -g evil # and more'],
    ['npm i -g "evil"'],
    ['npm i -g \'ev\'"il"'],
    ['npm i -g ev\\il'],
    ['trap "npm i -g evil" EXIT'],
    ['corepack npm i -g evil'],
  ])('%s', (script) => {
    expect(asked(script)).toEqual(['npm install -g: evil@*']);
  });

  it('keeps lines over breaks, quotes and here-documents', () => {
    const script = [
      'npm install \\',
      '  --global \\',
      '  evil',
      "echo 'two",
      "lines'",
      'cat > run.sh <<-EOF',
      "  it isn't closed",
      '  npx inner',
      'EOF',
      'npx behind',
    ].join('\n');

    expect(asked(script)).toEqual([
      '3 npm install -g: evil@*',
      '8 npx: inner@*',
      '10 npx: behind@*',
    ]);
  });

  it.each([
    ['npx evil@$VERSION', '$VERSION'],
    ['npx evil@${VERSION:-1.2.3}', '${VERSION:-1.2.3}'],
    ['npx "evil@${{ inputs.version }}"', '${{inputs.version}}'],
    ['npx evil@$(cat v)', '$output'],
    ['pip install evil==$V', '==$V'],
  ])('%s is asked for in a version that nobody knows', (script, range) => {
    const requests = launchesIn('x.sh', script).documents.flatMap((one) => one.requests ?? []);

    expect(requests).toMatchObject([{ name: 'evil', range }]);
  });

  it.each([
    ['an apostrophe', "echo it's\nnpx evil"],
    ['a quote', 'echo 5" wide\nnpx evil'],
    ['a bracket', 'echo $(\nnpx evil'],
    ['a backtick', 'echo `\nnpx evil'],
    ['a brace', 'echo ${x\nnpx evil'],
    ['a here-document', 'cat <<EOF\nnpx evil'],
    ['a quote in a here-document', 'cat <<EOF\n5" wide\nnpx evil\n"\nEOF\n'],
    ['CRLF', 'echo x\r\nnpx evil\r\n'],
    ['bytes behind a NUL', 'true\nnpx evil\n\0\0\u0001'],
  ])('is found behind %s that does not end', (_, script) => {
    expect(asked(script).map((one) => one.replace(/^\d+ /, ''))).toEqual(['npx: evil@*']);
  });

  it.each([
    ['quotes', '"'.repeat(200_001)],
    ['apostrophes', "'x\n".repeat(100_000)],
    ['braces', '${'.repeat(100_000)],
    ['substitutions', '$('.repeat(100_000)],
    ['backticks', '`a '.repeat(100_000)],
    ['here-documents', 'cat <<A <<B\n'.repeat(50_000)],
    ['here-documents that end', 'cat <<A\nA\n'.repeat(50_000)],
    ['shells in shells', `${'sh -c "'.repeat(20_000)}npx evil`],
    ['carriers', `${'sudo '.repeat(100_000)}x`],
    ['one long word', `npx ${'a'.repeat(1_000_000)}`],
    ['one long path', `npm i ${'a/'.repeat(300_000)}`],
    ['brackets', `uvx --with ${'[,'.repeat(100_000)}`],
  ])('takes 300 kB of %s in its stride', (_, text) => {
    expect(() => launchesIn('x.sh', `npm\n${text}`)).not.toThrow();
  });
});
