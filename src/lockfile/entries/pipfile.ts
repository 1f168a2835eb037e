import { isRecord } from '../reading/value.ts';
import type { EntryFormat, ReadAlone } from './format.ts';
import { jsonLines, type Member, type Said } from './json-lines.ts';

const front = '{"_meta":{"pipfile-spec":6},';

/** Pipfile.lock of specification 6: `_meta`, and an object for each category of packages. */
export const pipfile: EntryFormat = jsonLines({
  unit: '    ',
  strict: null,
  versionOf: (state) => (state === '6' ? state : null),
  isWhole: (state) => state === '6',
  plain: (key, value) => (key !== '_meta' && isRecord(value) ? placed(key) : null),
  opening: (key, bracket) => (bracket === '{' ? placed(key) : null),
  member,
});

/** With a slash it reads like the place of a package. */
function placed(category: string): Said | null {
  return category.includes('/') ? null : {};
}

function member({ body, key, section, value }: Member, read: ReadAlone): Said | null {
  if (section === '_meta') {
    const isSpec = key === 'pipfile-spec';
    if (isSpec && value !== 6) return null;
    return isSpec ? { state: '6', claims: [key] } : {};
  }
  const found = isRecord(value) ? read(`${front}"default":{${body}}}`) : null;
  if (found === null) return null;
  return { packages: found.packages, claims: [`${section}/${key}`] };
}
