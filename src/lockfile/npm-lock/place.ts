import { joinPath } from '../reading/path.ts';

/** Signs of a path that is not written in the one way npm writes it. */
const unusual = /\\|\/\/|\/$|^\/|(?:^|\/)\.\.?(?:\/|$)/;

/**
 * The place that a key of `packages` stands for, as npm resolves it: `\` parts like `/`, and `.`, `..` and
 * empty parts go. Null where that is the project itself, or leads out of it by way of something in it.
 */
export function placeOf(key: string): string | null {
  if (!unusual.test(key)) return key;
  const path = key.replaceAll('\\', '/');
  const place = joinPath('.', path);
  if (place === path) return place.endsWith('..') || place === '.' ? null : place;
  return place === '.' || place.startsWith('..') || path.startsWith('/') ? null : place;
}

/** The name that a place gives its package: what follows the last node_modules. Null where that is no name. */
export function nameAt(place: string): string | null {
  const folder = place.lastIndexOf('node_modules/');
  if (folder === -1) {
    const last = place.slice(place.lastIndexOf('/') + 1);
    return last === 'node_modules' ? null : last;
  }
  const name = place.slice(folder + 'node_modules/'.length);
  return /^(?:@[^/]+\/)?[^/]+$/.test(name) ? name : null;
}
