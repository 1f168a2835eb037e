import type { Control } from '../types.ts';
import { controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const bare = name.slice(name.indexOf('/') + 1);

/** What a command asks for by a range has no version, so the plant is asked for by its URL. */
const plant = `https://registry.example/${name}/-/${bare}-${version}.tgz`;

/** What follows the plant, so that the first half of a file holds it: in most shapes nothing tells where a file ends. */
const tail = `# ${'The rest is silence. '.repeat(30)}\n`;

/** A small file of each shape, each with a command that is carried in its own way. */
export function launchesControls(): readonly Control[] {
  const control = (title: string, path: string, text: string): Control =>
    controlOf(title, path, text, npmPlant);
  const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
  return [
    control(
      'a workflow',
      '.github/workflows/build.yml',
      `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npx carrier@1\n      - name: two\n        run: |\n          set -e\n          npm install -g ${plant}\n${tail}`,
    ),
    control(
      'a Dockerfile',
      'Dockerfile',
      `FROM node:24\nRUN apt-get update \\\n  # tools\n  && npm install -g \\\n    ${plant}\n${tail}`,
    ),
    control(
      'a script',
      'scripts/setup.sh',
      `#!/bin/sh\nsudo npm i -g '${plant}' || exit 1\n${tail}`,
    ),
    control('a Makefile', 'Makefile', `tools:\n\t@npm install ${plant}\n${tail}`),
    control(
      'a list of servers',
      '.mcp.json',
      json({ mcpServers: { one: { command: 'npx', args: ['-y', plant] } } }),
    ),
    control(
      'a list of servers in TOML',
      '.codex/config.toml',
      `[mcp_servers.one]\ncommand = "npx"\nargs = ["-y", "${plant}"]\n${tail}`,
    ),
  ];
}
