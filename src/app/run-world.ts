import { availableParallelism } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Site } from '../containment/site.ts';
import type { World } from '../containment/types.ts';
import { clearanceOf } from '../exposure/clearance.ts';
import type { ExposureMap } from '../exposure/schema.ts';
import type { Incident } from '../incident/schema.ts';
import type { EvidenceStore } from '../journal/evidence.ts';
import { privateStore } from '../journal/private.ts';
import { redactor, secretsOf } from '../journal/redact.ts';
import type { Doors } from '../host/doors.ts';
import type { App } from './app.ts';
import type { RunPlace } from './run-store.ts';
import { scan } from './scan.ts';

export interface WorldParts {
  readonly place: RunPlace;
  readonly site: Site | null;
  readonly incident: Incident;
  readonly map: ExposureMap;
  readonly evidence: EvidenceStore;
  /** `user:password` for the registry. */
  readonly login: string | null;
  /** Reasons of what people excluded in a step, by name. */
  exclusions(step: string): Readonly<Record<string, string>>;
}

/** Where a run's work lies that may be thrown away. */
export function scratchDirectory(app: App, { run }: RunPlace): string {
  return join(app.dataDir, 'scratch', run);
}

/** The world as the actions of a run see it: real doors, scans through the scan service. */
export function runWorld(app: App, parts: WorldParts): World {
  const { evidence, incident, map, place, site } = parts;
  const own = privateStore(app.doors, place.directory);
  const redact = redactor([...secretsOf(process.env), ...secretsOfLogin(parts.login)]);
  const auth = authOf(parts.login);
  const jobs = 2 * availableParallelism();
  const privateRegistries = map.scan.privateRegistries ?? [];
  return {
    doors: doorsFor(app.doors, site?.registry?.url ?? null, auth),
    registryAuth: auth,
    site,
    incident,
    map,
    run: place.run,
    scratch: scratchDirectory(app, place),
    keep: (name, media, bytes) => evidence.keep(name, media, bytes),
    evidence: (sha256) => evidence.read(sha256),
    keepPrivate: (bytes) => own.keep(bytes),
    private: (sha256) => own.read(sha256),
    redact: (text) => String(redact(text).data),
    rescan: (targets, refs) =>
      scan(quiet(app), {
        targets: targets.map((target) => resolve(target)),
        incident: incident.id,
        refs,
        privateRegistries,
        jobs,
        keep: false,
      }),
    rescanAll: () =>
      scan(app, {
        targets: placesOf(map),
        incident: incident.id,
        refs: map.scan.refs,
        privateRegistries,
        jobs,
        keep: true,
      }),
    clearance: (found, step) => clearanceOf(found, parts.exclusions(step)),
  };
}

/** Doors through which the registry, and nobody else, is asked with its credentials. */
function doorsFor(doors: Doors, registry: string | null, auth: string | null): Doors {
  if (registry === null || auth === null) return doors;
  const base = registry.endsWith('/') ? registry : `${registry}/`;
  return {
    ...doors,
    httpGet: (request) =>
      doors.httpGet(
        request.url.startsWith(base)
          ? { ...request, headers: { ...request.headers, authorization: `Basic ${auth}` } }
          : request,
      ),
    npmTree: (request) =>
      doors.npmTree(request.registry === registry ? { ...request, auth } : request),
  };
}

function authOf(login: string | null): string | null {
  return login === null ? null : Buffer.from(login).toString('base64');
}

/** What must not be shown of it: all of it, and the password alone. */
export function secretsOfLogin(login: string | null): string[] {
  return login === null ? [] : [login, login.slice(login.indexOf(':') + 1)];
}

/** The TARGET arguments of a scan, so that they lead to the same places from anywhere. */
function placesOf({ scan: { arguments: targets, directory } }: ExposureMap): string[] {
  return targets.map((target) => {
    const [file, at] = target.startsWith('@') ? [target.slice(1), '@'] : [target, ''];
    return isAbsolute(file) || /^[a-z-]+:/.test(file) ? target : `${at}${join(directory, file)}`;
  });
}

/** A probe's own look is not progress that a person follows. */
function quiet(app: App): App {
  return { ...app, progress: () => {}, warn: () => {} };
}
