import { join } from 'node:path';
import type { Files } from '../../host/doors.ts';
import type { Origin } from '../target.ts';

/** A configuration larger than this names nothing. */
const maxConfigBytes = 1024 * 1024;

/** No line that names an origin is longer; a longer one could be made to take hours of looking. */
const maxLine = 2048;

/** What a repository was cloned from; null where that is not said, or is a path on some machine. */
export async function originOf(commonDir: string, files: Files): Promise<Origin | null> {
  const url = await originUrlOf(commonDir, files);
  return url === null ? null : normaliseOrigin(url);
}

/** The URL that a repository was cloned from, as its configuration has it; null where that is not said. */
export async function originUrlOf(commonDir: string, files: Files): Promise<string | null> {
  const config = await files.resolveLinks(join(commonDir, 'config'));
  if (config === null) return null;
  const read = await files.readRegularFile(config, maxConfigBytes).catch(() => null);
  if (read?.status !== 'read') return null;
  return originUrl(Buffer.from(read.bytes).toString('utf8'));
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

/**
 * `https://host/acme/web.git`, `ssh://git@HOST:22/acme/web`, `git@host:acme/web.git` → `acme/web` on `host`. One server
 * is reached by many ports, by users and without.
 */
export function normaliseOrigin(url: string): Origin | null {
  if (url.length > maxLine || /^(file|[a-z]):/i.test(url)) return null;
  const parts =
    /^[a-z][a-z0-9+.-]*:\/\/([^/]+)\/(.+)$/i.exec(url) ??
    /^([^/\s]+@?[^/:\s]*):(?!\/\/)([^\\]+)$/.exec(url);
  const [, server = '', place = ''] = parts ?? [];
  const path = place
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/^\/+/, '');
  const host = server
    .slice(server.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase();
  return path === '' ? null : { host, path };
}
