import type { Oracle } from '../oracle.ts';
import { arborist, arboristEdges } from './arborist.ts';
import { bunBinary, bunText } from './bun.ts';
import { composer, deno, pipfile } from './json.ts';
import { pnpm } from './pnpm.ts';
import { pip, tomllib } from './python.ts';
import { sbom } from './sbom.ts';
import { snyk } from './snyk.ts';
import { yarnBerry, yarnClassic } from './yarn.ts';

/** Every oracle. */
export const oracles: readonly Oracle[] = [
  arborist,
  arboristEdges,
  bunBinary,
  bunText,
  composer,
  deno,
  pip,
  pipfile,
  pnpm,
  sbom,
  snyk,
  tomllib,
  yarnBerry,
  yarnClassic,
];
