import type { Control } from '../types.ts';
import { controlOf } from '../reading/control.ts';
import { controlHash, pypiPlant } from '../reading/python-control.ts';

const { name, version } = pypiPlant;
const manifest =
  '[project]\nname = "project"\nversion = "0.1.0"\n\n[dependency-groups]\ndev = ["carrier>=1.0"]\n';

/** Archives may be inline or tables of their own; either is one shape to a parser of TOML. */
export function pylockControls(): readonly Control[] {
  const digest = controlHash.slice('sha256:'.length);
  const entry = (of: string, at: string, dependencies: string): string =>
    `\n[[packages]]\nname = "${of}"\nversion = "${at}"\nmarker = "'dev' in dependency_groups"\nindex = "https://registry.example/simple"\n${dependencies}wheels = [{ name = "${of.replaceAll('-', '_')}-${at}-py3-none-any.whl", url = "https://files.example/${at}", hashes = { sha256 = "${digest}" } }]\n`;
  const text = `lock-version = "1.0"\ndependency-groups = ["dev"]\ncreated-by = "control"\n${entry('carrier', '1.0.0', `dependencies = [{ name = "${name}" }]\n`)}${entry(name, version, '')}`;
  return [controlOf('version 1.0', 'pylock.toml', text, pypiPlant, { 'pyproject.toml': manifest })];
}
