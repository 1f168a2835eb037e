import type { Report } from '../schema.ts';
import { table } from './table.ts';
import { code, record } from './text.ts';

/** What was kept, by digest. */
export function evidenceLines({ evidence }: Report): string[] {
  return [
    '## Evidence',
    '',
    ...table(
      ['SHA-256', 'name', 'bytes', 'media type', 'record'],
      evidence.map((one) => [
        code(one.sha256),
        code(one.name),
        `${one.size}`,
        code(one.media),
        record(one.seq),
      ]),
      'Nothing was kept.',
    ),
  ];
}
