import { parsePurl } from '../package/purl.ts';
import type { Why } from './answers.ts';
import type { Exposure, ExposureMap } from './schema.ts';

/** Answers for a purl, `name@version`, or a name alone, which stands for every version of it. */
export function explain(map: ExposureMap, asked: string): Why {
  const wanted = wantedPackage(asked);
  return {
    package: asked,
    exposures: map.exposures
      .filter((exposure) => wanted(exposure))
      .map(({ dependency, id, package: { purl }, place, request, target }) => {
        const { aliases, bump, cutShort, dominators, importers, paths, pathsTotal } = dependency;
        return {
          id,
          purl,
          target,
          path: place.path,
          lines: place.lines,
          importers,
          pathsTotal,
          paths,
          dominators,
          bump,
          ...(aliases === undefined ? {} : { aliases }),
          ...(cutShort === undefined ? {} : { cutShort }),
          ...(request === undefined ? {} : { request }),
        };
      }),
  };
}

function wantedPackage(asked: string): (exposure: Exposure) => boolean {
  const purl = parsePurl(asked);
  if (purl !== null) {
    return (exposure) => {
      const own = parsePurl(exposure.package.purl);
      return (
        own?.ecosystem === purl.ecosystem &&
        own.name === purl.name &&
        (purl.version === null || own.version === purl.version || letsIn(exposure, purl.version))
      );
    };
  }
  const at = asked.indexOf('@', 1);
  if (at === -1) return ({ package: one }) => one.name === asked;
  const [name, version] = [asked.slice(0, at), asked.slice(at + 1)];
  return (exposure) =>
    exposure.package.name === name &&
    (exposure.package.version === version || letsIn(exposure, version));
}

/** Whether what is asked for could become a version. */
function letsIn({ request }: Exposure, version: string): boolean {
  return request?.admits.includes(version) ?? false;
}
