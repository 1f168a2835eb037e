import { join } from 'node:path';
import type { Files } from '../../host/doors.ts';

/** A configuration larger than this names nothing. */
const maxConfigBytes = 1024 * 1024;

/** No line that names an origin is longer; a longer one could be made to take hours of looking. */
const maxLine = 2048;

/**
 * The name a repository goes by: the path of its `origin` without host, credentials and `.git` (`acme/web`).
 * Null where it has none, or one that is a path on some machine.
 */
export async function originName(commonDir: string, files: Files): Promise<string | null> {
  const read = await files
    .readRegularFile(join(commonDir, 'config'), maxConfigBytes)
    .catch(() => null);
  if (read?.status !== 'read') return null;
  const url = originUrl(Buffer.from(read.bytes).toString('utf8'));
  return url === null ? null : normaliseOrigin(url);
}

/** Takes `remote.origin.url` out of a configuration's text (git-config, "Syntax"). Includes are not followed. */
export function originUrl(config: string): string | null {
  let inOrigin = false;
  for (const line of config.split(/\r?\n/)) {
    if (line.length > maxLine) continue;
    const section = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (section !== undefined) inOrigin = /^remote\s+"origin"$/i.test(section.trim());
    const value = inOrigin ? /^\s*url\s*=\s*(.*)$/i.exec(line)?.[1] : undefined;
    if (value !== undefined) return value.trim().replace(/^"(.*)"$/, '$1');
  }
  return null;
}

/** `https://host/acme/web.git`, `ssh://git@host:22/acme/web`, `git@host:acme/web.git` → `acme/web`. */
export function normaliseOrigin(url: string): string | null {
  if (url.length > maxLine) return null;
  const path =
    /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/(.+)$/i.exec(url)?.[1] ??
    /^[^/\s]+@?[^/:\s]*:(?!\/\/)([^\\]+)$/.exec(url)?.[1];
  if (path === undefined || /^(file|[a-z]):/i.test(url)) return null;
  const name = path
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/^\/+/, '');
  return name === '' ? null : name;
}
