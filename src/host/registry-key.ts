/** The registry as npm's configuration names it where credentials are for it alone (npm docs, "npmrc"): `//host/path/`. */
export function registryKey(registry: string): string {
  const { host, pathname } = new URL(registry);
  return `//${host}${pathname.endsWith('/') ? pathname : `${pathname}/`}`;
}
