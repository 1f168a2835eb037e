import { isDeepStrictEqual } from 'node:util';
import { isAlias, isScalar, parseDocument } from 'yaml';
import { redactedYaml } from '../containment/redacted-yaml.ts';
import { FirebreakError } from '../errors.ts';
import { readSite, withoutLogin } from './site-file.ts';

/** A site file as a run may keep it. */
export interface ShownSite {
  /** Its text without credentials. */
  readonly text: string;
  /** `user:password` of the registry's address, decoded; null where it has none. */
  readonly login: string | null;
}

/**
 * Takes out of a site file what the registry's address holds of credentials, and whatever `redact` finds. Throws
 * SITE_INVALID where that takes away something that the run would need.
 */
export async function shownSite(
  text: string,
  path: string,
  redact: (text: string) => string,
): Promise<ShownSite> {
  const before = readSite(text, path);
  const document = parseDocument(text);
  const given = document.getIn(['registry', 'url'], true);
  const node = isAlias(given) ? given.resolve(document) : given;
  let login: string | null = null;
  let shown = text;
  if (isScalar(node) && typeof node.value === 'string' && Array.isArray(node.range)) {
    const url = new URL(node.value);
    if (url.username !== '' || url.password !== '') {
      login = `${decoded(url.username)}:${decoded(url.password)}`;
      const [from, to] = node.range;
      const end = text.slice(from, to).endsWith('\n') ? '\n' : '';
      shown = `${text.slice(0, from)}${JSON.stringify(withoutLogin(node.value))}${end}${text.slice(to)}`;
    }
  }
  const bytes = await redactedYaml(Buffer.from(shown), redact, 'shape');
  shown = Buffer.from(bytes).toString('utf8');
  // Only what people read about tokens may lose something.
  const needed = (site: object): object => ({ ...site, tokens: [] });
  if (isDeepStrictEqual(needed(readSite(shown, path)), needed(before)))
    return { text: shown, login };
  throw new FirebreakError(
    'SITE_INVALID',
    `${path} holds a credential in a place where the run would have to write it down`,
    'Credentials belong into the environment or the files of the tools that use them; registry.url alone may hold one.',
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
