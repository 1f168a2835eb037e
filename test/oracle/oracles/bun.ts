import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { inDirectory, type Oracle } from '../oracle.ts';

const block = /^(\S.*):\n {2}version "(.*)"(?:\n {2}resolved "(.*)")?/gm;

/** bun itself, which prints its binary lockfile as yarn 1 would write it, with the paths of directories for versions. */
export const bunBinary: Oracle = {
  id: 'bun bun.lockb',
  formats: ['bun-lockb'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: (file, tools) =>
    inDirectory({ 'bun.lockb': file.bytes }, async (directory) => {
      const bun = join(dirname(tools.resolve('@oven/bun-linux-x64/package.json')), 'bin/bun');
      const text = execFileSync(bun, ['bun.lockb'], {
        cwd: directory,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const found = new Set<string>();
      // A descriptor may stand before two blocks, of which a parser keeps one.
      for (const [, key, version, resolved] of text.matchAll(block)) {
        const served = /\/((?:@[^/]+\/)?[^/]+)\/-\//.exec(resolved ?? '')?.[1];
        const descriptor = (key as string).replace(/^"/, '');
        const name = served ?? descriptor.slice(0, descriptor.indexOf('@', 1));
        if (!/^(?:workspace:|\.)/.test(version as string)) found.add(`${name}@${version}`);
      }
      return found;
    }),
};

/** The text form with JavaScript's own parser, once its trailing commas are gone. */
export const bunText: Oracle = {
  id: 'JSON.parse',
  formats: ['bun-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: async ({ bytes }) => {
    const json = bytes.toString().replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])/g, '$1');
    const { packages = {} } = JSON.parse(json) as { packages?: Record<string, [string]> };
    const found = new Set<string>();
    for (const [identity] of Object.values(packages)) {
      const at = identity.indexOf('@', 1);
      if (/^\d/.test(identity.slice(at + 1))) found.add(identity);
    }
    return found;
  },
};
