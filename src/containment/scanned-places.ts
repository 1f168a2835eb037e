import { resolve } from 'node:path';
import type { ExposureMap } from '../exposure/schema.ts';

/** What the scan behind a map was given, as it is found from anywhere: relative places lie where it was started. */
export function scannedPlaces({ scan }: ExposureMap): string[] {
  return scan.arguments.map((place) =>
    place.startsWith('@')
      ? `@${resolve(scan.directory, place.slice(1))}`
      : resolve(scan.directory, place),
  );
}
