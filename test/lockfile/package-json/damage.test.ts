import { describeDamage } from '../damage-support.ts';
import { sha, tarball } from '../support.ts';

const manifest = {
  name: 'app',
  version: '1.0.0',
  dependencies: { a: tarball('a', '1.0.0'), g: `github:u/g#${sha}`, b: '^2.0.0' },
  devDependencies: { '@s/z': tarball('@s/z', '9.0.0') },
  overrides: { c: { '.': '1.0.0', d: tarball('d', '3.0.0') } },
};

const packages = ['@s/z@9.0.0', 'a@1.0.0', 'd@3.0.0', 'g@ git'];

describeDamage('package.json', 'package.json', `${JSON.stringify(manifest, null, 2)}\n`, {
  packages,
  conflict: { ours: '9.0.0', theirs: '9.9.9', name: '@s/z' },
});

describeDamage('package.json on one line', 'package.json', JSON.stringify(manifest), { packages });
