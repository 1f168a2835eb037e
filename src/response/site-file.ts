import { dirname, isAbsolute, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { FirebreakError } from '../errors.ts';
import { Site } from '../containment/site.ts';

const hint = 'schemas/site.json states what a site file holds; unknown keys are errors.';

/**
 * Reads a site file. Paths come out absolute, those in it being relative to its own directory, and the registry's address
 * without user and password: what is made of a site may be written down. Throws SITE_INVALID with
 * the line and the key of the first thing that is wrong.
 */
export function readSite(text: string, path: string): Site {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new FirebreakError('SITE_INVALID', `${path}:${line}: ${firstLine(broken.message)}`, hint);
  }
  const read = Site.safeParse(valueOf(document, path));
  if (read.success) return absolute(read.data, dirname(path));
  const [issue] = read.error.issues;
  const at = (issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)));
  const node = document.getIn(at, true) as { range?: [number, number, number] } | undefined;
  const line = node?.range === undefined ? '' : `:${lines.linePos(node.range[0]).line}`;
  const place = at.length === 0 ? '' : `${at.join('.')}: `;
  throw new FirebreakError(
    'SITE_INVALID',
    `${path}${line}: ${place}${issue?.message ?? 'another shape'}`,
    hint,
  );
}

/** What a document states. Aliases are not taken: what a site file says has to stand where it is read. */
function valueOf(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new FirebreakError(
      'SITE_INVALID',
      `${path}: YAML anchors and aliases are not taken`,
      'Write every value where it belongs.',
      error,
    );
  }
}

function absolute(site: Site, base: string): Site {
  const from = (path: string): string => (isAbsolute(path) ? path : join(base, path));
  return {
    ...site,
    ...(site.registry === undefined
      ? {}
      : {
          registry: {
            ...site.registry,
            url: withoutLogin(site.registry.url),
            ...(site.registry.verdaccio === undefined
              ? {}
              : {
                  verdaccio: {
                    ...site.registry.verdaccio,
                    config: from(site.registry.verdaccio.config),
                  },
                }),
          },
        }),
    repositories: site.repositories.map((one) => ({ ...one, path: from(one.path) })),
    caches: site.caches.map((one) => ({ ...one, path: from(one.path) })),
  };
}

/** An address without user and password, else as it is written. */
export function withoutLogin(address: string): string {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = '';
  url.password = '';
  return url.href;
}

/** Every place that a site file names, for a look whether it is there: what it is called, and its path. */
export function placesOf(site: Site): { readonly what: string; readonly path: string }[] {
  const config = site.registry?.verdaccio?.config;
  return [
    ...(config === undefined ? [] : [{ what: 'registry.verdaccio.config', path: config }]),
    ...site.repositories.map(({ path, target }) => ({ what: `repository ${target}`, path })),
    ...site.caches.map(({ name, path }) => ({ what: `cache ${name}`, path })),
  ];
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '');
}
