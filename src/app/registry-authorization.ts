import { registryKey } from '../host/registry-key.ts';

/**
 * The Authorization header for a registry, as npmrc files give it for its own address or for one that its path goes on
 * from (npm docs, "npmrc", "Auth related configuration"); null where they give none that a header can hold.
 */
export function authorizationFor(
  registry: string,
  files: readonly ReadonlyMap<string, string>[],
): string | null {
  for (let key = registryKey(registry); key.length > 2; key = key.replace(/[^/]*\/$/, '')) {
    for (const prefix of [key, key.slice(0, -1)]) {
      const valueOf = (name: string): string | undefined =>
        files.find((file) => file.has(`${prefix}:${name}`))?.get(`${prefix}:${name}`);
      const header = headerOf(valueOf);
      if (header !== null) return header;
    }
  }
  return null;
}

function headerOf(valueOf: (name: string) => string | undefined): string | null {
  const token = valueOf('_authToken');
  const basic = valueOf('_auth');
  const [user, password] = [valueOf('username'), valueOf('_password')];
  let header: string | null = null;
  if (token !== undefined) header = `Bearer ${token}`;
  else if (basic !== undefined) header = `Basic ${basic}`;
  else if (user !== undefined && password !== undefined) {
    const plain = Buffer.from(password, 'base64').toString('utf8');
    header = `Basic ${Buffer.from(`${user}:${plain}`).toString('base64')}`;
  }
  // What no header can hold would come back in an error's message.
  return header !== null && /^[\x21-\x7E]+ [\x21-\x7E]+$/.test(header) ? header : null;
}
