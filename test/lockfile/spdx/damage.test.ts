import { describeDamage } from '../damage-support.ts';
import { second, stated, third } from './fixture.ts';

const conflict = { name: 'c', ours: '3.0.0', theirs: '3.9.0' };

/** Each package and each relationship on a line of its own. */
const lined = (content: object, section: string): string =>
  JSON.stringify(content, (key, value: unknown) =>
    key === section && Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : value,
  )
    .replaceAll(/"(\{(?:[^"\\]|\\.)*\})"/g, (_, item: string) => `\n${JSON.parse(`"${item}"`)}`)
    .concat('\n');

describeDamage('SPDX 2.3', 'app.spdx.json', lined(second, 'packages'), {
  packages: stated,
});

describeDamage('SPDX 3.0', 'app.spdx.json', lined(third, '@graph'), {
  packages: stated,
  conflict,
});
