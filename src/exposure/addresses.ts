/**
 * An address in the form in which two are compared: host in lower case, no default port, escapes undone, no fragment and
 * no user. `http` and `https` serve the same archive. Null where it is none of these two.
 */
export function comparableAddress(text: string): string | null {
  const url = parsed(text);
  if (url === null) return null;
  const port = url.port === '80' || url.port === '443' ? '' : url.port;
  return `${url.hostname}${port === '' ? '' : `:${port}`}${unescaped(url.pathname)}${url.search}`;
}

/** Whether an address leads to an archive, as a package is served as. Others are no sign of a package. */
export function isArchiveAddress(text: string): boolean {
  const path = parsed(text)?.pathname ?? '';
  return (
    /\.(?:tgz|tar|tar\.gz|tar\.bz2|tar\.xz|zip|whl|egg)$/i.test(path) ||
    /\/(?:tarball|zipball|archive|tar\.gz|legacy\.tar\.gz)\//i.test(path)
  );
}

/** Where a registry begins: host with port, and a path without a slash at its end. */
export interface RegistryPlace {
  readonly host: string;
  readonly path: string;
}

/** Reads `HOST`, `HOST/path` or an address. Null where it names no host. */
export function registryPlace(text: string): RegistryPlace | null {
  const url = parsed(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.search !== '') return null;
  return { host: url.host, path: unescaped(url.pathname).replace(/\/+$/, '') };
}

/** The registry that an archive's address lies in: what stands in front of the package's name. */
export function registryOf(resolved: string, name: string): RegistryPlace | null {
  const url = parsed(resolved);
  if (url === null) return null;
  const path = unescaped(url.pathname);
  const at = path.indexOf(`/${name}/`);
  return { host: url.host, path: at === -1 ? '' : path.slice(0, at) };
}

/**
 * Whether an address lies in a registry: the same host, and at or below its path. One whose path climbs behind an
 * escaped slash lies nowhere: servers differ in where it leads.
 */
export function liesIn(resolved: string, { host, path }: RegistryPlace): boolean {
  const url = parsed(resolved);
  if (url === null || url.host !== host) return false;
  const own = unescaped(url.pathname);
  if (path !== '' && /(?:^|[/\\])\.\.(?:$|[/\\])|%2e|%2f|%5c/i.test(own)) return false;
  return path === '' || own === path || own.startsWith(`${path}/`);
}

/** `registry.example/npm`. */
export function registryText({ host, path }: RegistryPlace): string {
  return `${host}${path}`;
}

function parsed(text: string): URL | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return new URL(text);
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
