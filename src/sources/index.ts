import { directorySource } from './directory/source.ts';
import { remoteSource } from './remote/source.ts';
import type { Source } from './target.ts';

/** Every source, in the order in which they are asked: what is a URL is no directory. */
export const sources: readonly Source[] = [remoteSource, directorySource];
