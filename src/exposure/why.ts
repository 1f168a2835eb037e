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
      .map(({ dependency, id, package: { purl }, place, target }) => {
        const { bump, dominators, importers, paths, pathsTotal } = dependency;
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
        };
      }),
  };
}

function wantedPackage(asked: string): (exposure: Exposure) => boolean {
  const purl = parsePurl(asked);
  if (purl !== null) {
    return ({ package: one }) => {
      const own = parsePurl(one.purl);
      return (
        own?.ecosystem === purl.ecosystem &&
        own.name === purl.name &&
        (purl.version === null || own.version === purl.version)
      );
    };
  }
  const at = asked.indexOf('@', 1);
  if (at === -1) return ({ package: one }) => one.name === asked;
  return ({ package: one }) =>
    one.name === asked.slice(0, at) && one.version === asked.slice(at + 1);
}
