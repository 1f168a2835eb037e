import { readerFor } from '../../../src/lockfile/index.ts';
import { describeDamage } from '../damage-support.ts';
import { integrity } from '../support.ts';

const packages = ['@s/b@2.0.0', '@std/path@1.0.8', 'a@1.0.0'];
const conflict = { ours: '2.0.0', theirs: '2.9.9', name: '@s/b' };
const npm = (list: unknown, none: unknown): object => ({
  '@s/b@2.0.0': { integrity, dependencies: none },
  'a@1.0.0': { integrity, dependencies: list },
});
const jsr = { '@std/path@1.0.8': { integrity: '0a', dependencies: ['npm:a@1'] } };
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const third = json({
  version: '3',
  packages: {
    specifiers: { 'jsr:@std/path@1': 'jsr:@std/path@1.0.8', 'npm:a@1': 'npm:a@1.0.0' },
    jsr,
    npm: npm({ '@s/b': '@s/b@2.0.0' }, {}),
  },
  remote: {},
});

const fifth = json({
  version: '5',
  specifiers: { 'jsr:@std/path@1': '1.0.8', 'npm:a@1': '1.0.0' },
  jsr,
  npm: npm(['@s/b@2.0.0'], []),
  workspace: { dependencies: ['jsr:@std/path@1'] },
});

describeDamage('deno.lock, version 3', 'deno.lock', third, { packages, conflict });
describeDamage('deno.lock, version 5', 'deno.lock', fifth, { packages, conflict });

const fourth = readerFor('deno.lock')?.controls()[1]?.bytes ?? new Uint8Array();
describeDamage('deno.lock, version 4', 'deno.lock', Buffer.from(fourth).toString(), {
  packages: ['@firebreak-control/plant@6.6.6', 'carrier@1.0.0', 'peer@2.0.0'],
});
