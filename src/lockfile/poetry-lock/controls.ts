import type { Control } from '../types.ts';
import { controlOf } from '../reading/control.ts';
import { controlHash, pypiPlant } from '../reading/python-control.ts';

const { name, version } = pypiPlant;
const manifest =
  '[tool.poetry]\nname = "project"\nversion = "0.1.0"\n\n[tool.poetry.group.dev.dependencies]\ncarrier = "^1.0"\n';
const file = (of: string, at: string): string =>
  `    {file = "${of.replaceAll('-', '_')}-${at}-py3-none-any.whl", hash = "${controlHash}"},\n`;

/** With the archives in each entry, and, below version 2.0, in a table of their own. */
export function poetryControls(): readonly Control[] {
  const companions = { 'pyproject.toml': manifest };
  return [
    controlOf('version 1.1', 'poetry.lock', old(), pypiPlant, companions),
    controlOf('version 2.1', 'poetry.lock', present(), pypiPlant, companions),
  ];
}

function present(): string {
  const entry = (of: string, at: string, rest: string): string =>
    `[[package]]\nname = "${of}"\nversion = "${at}"\ndescription = ""\noptional = false\npython-versions = ">=3.9"\ngroups = ["dev"]\nfiles = [\n${file(of, at)}]\n\n${rest}`;
  return `${entry('carrier', '1.0.0', `[package.dependencies]\n${name} = ">=6"\n\n`)}${entry(name, version, '')}[metadata]\nlock-version = "2.1"\npython-versions = ">=3.9"\ncontent-hash = "00"\n`;
}

function old(): string {
  const entry = (of: string, at: string, rest: string): string =>
    `[[package]]\nname = "${of}"\nversion = "${at}"\ndescription = ""\ncategory = "dev"\noptional = false\npython-versions = ">=3.6"\n\n${rest}`;
  const files = `[metadata.files]\ncarrier = [\n${file('carrier', '1.0.0')}]\n${name} = [\n${file(name, version)}]\n`;
  return `${entry('carrier', '1.0.0', `[package.dependencies]\n${name} = ">=6"\n\n`)}${entry(name, version, '')}[metadata]\nlock-version = "1.1"\npython-versions = ">=3.6"\ncontent-hash = "00"\n\n${files}`;
}
