import { nameAt, placeOf } from '../npm-lock/place.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

/**
 * What an entry of `packages` needs and offers, as the reader looks at it: a link needs the entry it leads to, all else a
 * folder for each name it asks for, wherever that lies.
 */
export function referencesOf(
  key: string,
  entry: Record<string, unknown>,
): { readonly needs: readonly string[]; readonly offers: readonly string[] } {
  const folder = folderOf(key);
  const offers = [`entry ${key}`, ...(folder === null ? [] : [`folder ${folder}`])];
  if (own(entry, 'link') === true && key !== '') {
    const target = textOf(own(entry, 'resolved'));
    // A link that says nothing leads nowhere, not to the project.
    return { needs: [target === null ? `target of ${key}` : `entry ${target}`], offers };
  }
  const brings = Object.hasOwn(entry, 'bundleDependencies');
  if (brings || Object.hasOwn(entry, 'bundledDependencies')) return { needs: [], offers };
  const sections = folder === null ? ['dependencies', 'devDependencies'] : ['dependencies'];
  const needs = sections.flatMap((section) => {
    const asked = own(entry, section);
    return isRecord(asked) ? Object.keys(asked).map((name) => `folder ${name}`) : [];
  });
  return { needs, offers };
}

function folderOf(key: string): string | null {
  const place = placeOf(key);
  return place?.includes('node_modules/') === true ? nameAt(place) : null;
}
