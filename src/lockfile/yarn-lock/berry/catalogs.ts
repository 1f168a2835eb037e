import type { ParseContext } from '../../reading/format.ts';
import { once } from '../../reading/once.ts';
import { Problems } from '../../reading/problems.ts';
import { decodeText } from '../../reading/text.ts';
import { isRecord, own, textOf } from '../../reading/value.ts';
import { readYaml } from './yaml.ts';

/** The range that a catalog has for a name; null where nothing tells. */
export type Catalogs = (alias: string, catalog: string) => string | null;

/**
 * The catalogs of `.yarnrc.yml`, where ranges written `catalog:` or `catalog:name` lead (plugin-catalog; zpm calls the one
 * without a name `default`). A file that cannot be read tells nothing.
 */
export function catalogsOf({ neighbours }: ParseContext): Catalogs {
  const settings = once(() => {
    const bytes = neighbours.bytes('.yarnrc.yml');
    const text = bytes === null ? null : decodeText(bytes, new Problems());
    const read = text === null ? null : readYaml(text);
    return read !== null && read.reason === null && isRecord(read.value) ? read.value : {};
  });
  return (alias, catalog) => {
    const { catalog: unnamed, catalogs } = settings();
    const named = isRecord(catalogs) ? catalogs : {};
    const found = catalog === '' ? (unnamed ?? named.default) : own(named, catalog);
    return isRecord(found) ? textOf(own(found, alias)) : null;
  };
}
