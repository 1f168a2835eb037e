import { describeDamage } from '../damage-support.ts';
import { integrity, sha, tarball } from '../support.ts';

const packages = ['@s/b@2.0.0', 'a@1.0.0', 'z@9.0.0'];
const conflict = { ours: '9.0.0', theirs: '9.9.9', name: 'z' };

const ordinary = `{
  "lockfileVersion": 1,
  "configVersion": 1,
  "workspaces": {
    "": {
      "name": "app",
      "dependencies": {
        "a": "^1.0.0",
      },
      "devDependencies": {
        "z": "^9",
      },
    },
  },
  "packages": {
    "a": ["a@1.0.0", "", { "dependencies": { "@s/b": "^2.0.0" } }, "${integrity}"],

    "z": ["z@9.0.0", "${tarball('z', '9.0.0')}", {}, "${integrity}"],

    "a/@s/b": ["@s/b@2.0.0", "", {}, "${integrity}"],
  }
}
`;

const other = `{
  // by hand
  "lockfileVersion": 0,
  "workspaces": {
    "": { "dependencies": { "a": "1", "z": "9", "g": "u/g" } },
    "m": { "name": "m", "dependencies": { "a": "1" } },
  },
  "packages": {
    "@s/b": ["@s/b@2.0.0", "", {}, "${integrity}"],
    "a": ["a@1.0.0", "", { "dependencies": { "@s/b": "2" } }, "${integrity}"],
    "g": ["g@git+https://host.example/u/g.git#${sha}", {}, "${sha}"],
    "m": ["m@workspace:m", { "dependencies": { "a": "1" } }],
    "z": ["z@9.0.0", "", {}, "${integrity}"],
    "t": ["t@./t.tgz", {}],
  }
}
`;

describeDamage('bun.lock', 'bun.lock', ordinary, { packages, conflict });
describeDamage('bun.lock by hand, of a workspace', 'bun.lock', other, { packages, conflict });
