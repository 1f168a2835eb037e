import { fileURLToPath } from 'node:url';

/** The file of a module beside another one, by its name without an ending: compiled where the other one is. */
export function modulePath(besideUrl: string, name: string): string {
  return fileURLToPath(new URL(`./${name}.${besideUrl.endsWith('.ts') ? 'ts' : 'js'}`, besideUrl));
}
