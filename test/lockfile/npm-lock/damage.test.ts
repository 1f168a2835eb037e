import { type Damage, describeDamage } from '../damage-support.ts';
import { integrity, sha, tarball } from '../support.ts';

const manifest = { name: 'app', dependencies: { a: '^1.0.0', odd: 'npm:is-odd@3' } };

const packages = {
  'node_modules/a': {
    version: '1.0.0',
    resolved: tarball('a', '1.0.0'),
    integrity,
    dependencies: { '@s/b': '^2.0.0' },
  },
  'node_modules/odd': { name: 'is-odd', version: '3.0.0', dev: true },
  'node_modules/@s/b': { version: '2.0.0', resolved: tarball('@s/b', '2.0.0'), integrity },
};

const dependencies = {
  a: {
    version: '1.0.0',
    resolved: tarball('a', '1.0.0'),
    integrity,
    requires: { '@s/b': '^2.0.0' },
  },
  odd: { version: 'npm:is-odd@3.0.0', dev: true },
  '@s/b': { version: '2.0.0', resolved: tarball('@s/b', '2.0.0'), integrity },
};

const damage: Damage = {
  packages: ['@s/b@2.0.0', 'a@1.0.0', 'is-odd@3.0.0'],
  companions: { 'package.json': manifest, '../package.json': manifest },
};

const conflict = { ours: '2.0.0', theirs: '2.9.9', name: '@s/b' };

function lock(lockfileVersion: number, parts: object): object {
  return { name: 'app', lockfileVersion, requires: true, ...parts };
}

function describeLock(title: string, path: string, value: object): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  describeDamage(title, path, text, { ...damage, conflict });
  describeDamage(`${title}, on one line`, path, JSON.stringify(value), damage);
}

describeLock('version 1', 'package-lock.json', lock(1, { dependencies }));

describeLock(
  'version 2 with the part for npm 6',
  'npm-shrinkwrap.json',
  lock(2, { packages: { '': manifest, ...packages }, dependencies }),
);

describeLock(
  'version 4',
  'package-lock.json',
  lock(4, {
    packages: {
      '': { ...manifest, patchedDependencies: { 'a@1.0.0': 'a.patch' } },
      ...packages,
      'node_modules/p': {
        version: '1.0.0',
        resolved: `git+ssh://git@git.example/p.git#${sha}`,
        patched: { path: 'p.patch', integrity },
      },
    },
  }),
);

describeLock(
  'the record of an installed tree',
  'node_modules/.package-lock.json',
  lock(3, { packages }),
);
