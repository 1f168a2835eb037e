import type { ParseContext, Parsed } from '../../reading/format.ts';
import { readBlocks } from './blocks.ts';
import { yarnDocument } from './document.ts';

/** Parses yarn.lock as yarn 1 writes it. */
export function parseClassic(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const formatVersion = /^# yarn lockfile v(\d{1,9})\r?$/m.exec(text)?.[1] ?? '';
  if (formatVersion !== '' && formatVersion !== '1') {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `yarn lockfile v${formatVersion}: read as version 1`,
    );
  }
  const blocks = readBlocks(text, problems);
  if (formatVersion === '' && blocks.length === 0) {
    problems.add('SYNTAX', 'not a lockfile of yarn 1: no header and no entries');
    return { formatVersion, documents: [] };
  }
  return { formatVersion, documents: [yarnDocument(blocks, context)] };
}
