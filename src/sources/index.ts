import { directorySource } from './directory/source.ts';
import type { Source } from './target.ts';

/** Every source, in alphabetical order. */
export const sources: readonly Source[] = [directorySource];
