import { digest } from '../reading/python-digest.ts';

export const pipfileLockFixture = `${JSON.stringify(
  {
    _meta: {
      hash: { sha256: 'ab'.repeat(32) },
      'pipfile-spec': 6,
      requires: { python_version: '3.12' },
      sources: [{ name: 'own', url: 'https://registry.example/simple', verify_ssl: true }],
    },
    default: {
      a: {
        hashes: [digest('a1'), digest('a2')],
        index: 'own',
        markers: "python_version >= '3.8'",
        version: '==1.0.0',
      },
      'B.b': { extras: ['fast'], hashes: [digest('b1')], version: '==2.0.0' },
      g: {
        git: 'https://git.example/g.git',
        ref: '0123456789abcdef0123456789abcdef01234567',
      },
      here: { editable: true, path: '.' },
      wheel: { file: 'https://files.example/wheel-1.2.3-py3-none-any.whl' },
    },
    develop: {
      a: { hashes: [digest('a1'), digest('a2')], version: '==1.0.0' },
      t: { hashes: [digest('c1')], version: '==3.0.0' },
    },
    docs: { z: { hashes: [digest('e1')], version: '==9.0.0' } },
  },
  null,
  4,
)}\n`;

export const pipfileFixture = `[[source]]
url = "https://registry.example/simple"
verify_ssl = true
name = "own"

[packages]
a = "*"
g = { git = "https://git.example/g.git", ref = "main" }

[dev-packages]
t = "~=3.0"

[docs]
z = { version = ">=9", markers = "python_version >= '3.8'" }

[requires]
python_version = "3.12"
`;
