import type { Control } from '../types.ts';
import { controlOf } from '../reading/control.ts';
import { controlHash, pypiPlant } from '../reading/python-control.ts';

const { name, version } = pypiPlant;

/** A file with its hashes, and one that is pinned by another. */
export function requirementsControls(): readonly Control[] {
  const line = (of: string, at: string): string =>
    `${of}==${at} \\\n    --hash=${controlHash} \\\n    --hash=sha256:${'cd'.repeat(32)}\n`;
  return [
    controlOf(
      'pinned with hashes',
      'requirements.txt',
      `--require-hashes\n${line(name, version)}${line('carrier', '1.0.0')}`,
      pypiPlant,
    ),
    controlOf(
      'pinned by constraints',
      'requirements-dev.txt',
      `-c constraints.txt\n${name} \\\n    >=6\ncarrier[extra]>=1 ; python_version >= "3.9" \\\n    # the end\n`,
      pypiPlant,
      { 'constraints.txt': `${name}==${version}\ncarrier==1.0.0\n` },
    ),
  ];
}
