import type { Control } from '../types.ts';
import { controlOf } from '../reading/control.ts';
import { controlHash, pypiPlant } from '../reading/python-control.ts';

const { name, version } = pypiPlant;
const manifest =
  '[project]\nname = "project"\nversion = "0.1.0"\n\n[dependency-groups]\ndev = ["carrier>=1.0"]\n';
const file = (of: string, at: string): string =>
  `    {file = "${of.replaceAll('-', '_')}-${at}-py3-none-any.whl", hash = "${controlHash}"},\n`;

/** With the archives in each entry, and, below version 4.4, in a table of their own. */
export function pdmControls(): readonly Control[] {
  const companions = { 'pyproject.toml': manifest };
  return [
    controlOf('version 4.2', 'pdm.lock', old(), pypiPlant, companions),
    controlOf('version 4.5.0', 'pdm.lock', present(), pypiPlant, companions),
  ];
}

function present(): string {
  const entry = (of: string, at: string, dependencies: string): string =>
    `\n[[package]]\nname = "${of}"\nversion = "${at}"\nsummary = ""\ngroups = ["dev"]\n${dependencies}files = [\n${file(of, at)}]\n`;
  return `[metadata]\ngroups = ["default", "dev"]\nstrategy = ["inherit_metadata"]\nlock_version = "4.5.0"\ncontent_hash = "sha256:00"\n${entry('carrier', '1.0.0', `dependencies = [\n    "${name}>=6",\n]\n`)}${entry(name, version, '')}`;
}

function old(): string {
  const entry = (of: string, at: string, dependencies: string): string =>
    `[[package]]\nname = "${of}"\nversion = "${at}"\nsummary = ""\n${dependencies}\n`;
  const files = `[metadata.files]\n"carrier 1.0.0" = [\n${file('carrier', '1.0.0')}]\n"${name} ${version}" = [\n${file(name, version)}]\n`;
  return `${entry('carrier', '1.0.0', `dependencies = [\n    "${name}>=6",\n]\n`)}${entry(name, version, '')}[metadata]\nlock_version = "4.2"\ngroups = ["default", "dev"]\ncontent_hash = "sha256:00"\n\n${files}`;
}
