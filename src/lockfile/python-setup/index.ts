import type { LockfileReader, Sight } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { controlOf } from '../reading/control.ts';
import { plantUrl, pypiPlant } from '../reading/python-control.ts';
import { manifestDocument } from '../reading/python-manifest.ts';
import { readSetupCfg } from './setup-cfg.ts';

/** What setup.cfg shows; setup.py shows nothing. */
const sees: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'file',
  dev: 'file',
  integrity: 'none',
  blind: [
    'setup.py is code, which is never run: what it asks for is not told.',
    'It says what was asked for: which version that became, and what that brought with it, only an installation tells.',
  ],
};

/** What a project of setuptools asks for (setuptools docs, "Configuring setuptools using setup.cfg files"). */
export const pythonSetup: LockfileReader = readerOf({
  id: 'python-setup',
  version: 1,
  kind: 'manifest',
  ecosystems: ['pypi'],
  companions: [],
  sees,
  controls: () => [
    controlOf(
      'setup.cfg',
      'setup.cfg',
      `[metadata]\nname = control\n\n[options]\nsetup_requires =\n    ${pypiPlant.name} @ ${plantUrl}\n`,
      pypiPlant,
    ),
  ],
  matches: (path) => ['setup.cfg', 'setup.py'].includes(baseName(path)),
  installed: () => false,
  parse,
});

function parse(text: string, { path, problems }: ParseContext): Parsed {
  if (baseName(path) === 'setup.py') {
    const isEmpty = asksForNothing(text);
    if (!isEmpty)
      problems.add('ENTRY_UNREADABLE', 'is code, which is never run: what it asks for is not read');
    return {
      formatVersion: '',
      documents: isEmpty ? [manifestDocument(null, [], [], problems)] : [],
    };
  }
  const { lines, name, requests } = readSetupCfg(text, problems);
  return { formatVersion: '', documents: [manifestDocument(name, requests, lines, problems)] };
}

/** The file that only says that setuptools builds the project; all else stands in setup.cfg or pyproject.toml. */
function asksForNothing(text: string): boolean {
  const statements = text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '' && !/^(?:"""[^"]*"""|'''[^']*''')$/.test(line));
  return statements.every((line) =>
    /^(?:from setuptools import setup|import setuptools|(?:setuptools\.)?setup\(\))$/.test(line),
  );
}
