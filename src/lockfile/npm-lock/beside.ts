import type { ParseContext } from '../reading/format.ts';
import { companionManifest } from '../reading/manifest.ts';

type Manifest = Record<string, unknown> | null;

const read = new WeakMap<ParseContext, { readonly manifest: Manifest }>();

/**
 * The package.json of the project that a lockfile belongs to: beside it, or above the node_modules that holds the record
 * of an installed tree. Read once for a context, so that it is at hand when companions no longer are.
 */
export function manifestBeside(context: ParseContext): Manifest {
  const before = read.get(context);
  if (before !== undefined) return before.manifest;
  const manifest = companionManifest(
    context.installed ? '../package.json' : 'package.json',
    context,
  );
  read.set(context, { manifest });
  return manifest;
}
