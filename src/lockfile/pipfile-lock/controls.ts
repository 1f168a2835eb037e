import type { Control } from '../types.ts';
import { controlOf } from '../reading/control.ts';
import { controlHash, pypiPlant } from '../reading/python-control.ts';

const { name, version } = pypiPlant;

/** Files of every version are read alike. */
export function pipfileLockControls(): readonly Control[] {
  const text = JSON.stringify(
    {
      _meta: { hash: { sha256: '00' }, 'pipfile-spec': 6, requires: {}, sources: [] },
      default: {},
      develop: {
        carrier: { hashes: [controlHash], version: '==1.0.0' },
        [name]: { hashes: [controlHash], version: `==${version}` },
      },
    },
    null,
    4,
  );
  const companions = { Pipfile: '[packages]\n\n[dev-packages]\ncarrier = "*"\n' };
  return [controlOf('specification 6', 'Pipfile.lock', text, pypiPlant, companions)];
}
