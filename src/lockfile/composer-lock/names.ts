import { checkName } from '../../package/name.ts';

/**
 * PHP itself, its extensions and libraries, and Composer's own interfaces: asked for like packages, but nothing that
 * is fetched (composer/composer, PlatformRepository).
 */
const platform =
  /^(?:php(?:-64bit|-ipv6|-zts|-debug)?|hhvm|(?:ext|lib)-[a-z0-9._-]+|composer(?:-(?:plugin|runtime)-api)?)$/i;

/** Whether a name that is asked for is that of no package. */
export function isPlatform(name: string): boolean {
  return platform.test(name);
}

/** The name as Composer compares it: in lower case, also where it is no name that Composer would take. */
export function composerName(name: string): string {
  const check = checkName('composer', name);
  return check.ok ? check.name : name.toLowerCase();
}
