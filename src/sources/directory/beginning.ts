import type { Mode } from '../listing.ts';
import { childContext } from '../shape.ts';

/** How a walk begins: what lies above its top tells how the top is to be read. */
export interface Beginning {
  /** The last two components of the top's path. */
  readonly context: string;
  readonly mode: Mode;
  /** Whether the top lies within an installed tree, whose record lies above it. */
  readonly withinInstalled: boolean;
}

/** Of an absolute path without links. */
export function beginningAt(top: string): Beginning {
  const parts = top.split('/').filter((part) => part !== '');
  const context = parts.slice(-2).reduce(childContext, '');
  const last = parts.at(-1);
  if (last === 'node_modules') return { context, mode: 'modules', withinInstalled: false };
  if (last === '.pnpm' && parts.at(-2) === 'node_modules')
    return { context, mode: 'pnpm-store', withinInstalled: false };
  return { context, mode: 'ordinary', withinInstalled: parts.includes('node_modules') };
}
