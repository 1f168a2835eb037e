import { csv } from './csv/index.ts';
import { json } from './json/index.ts';
import { jsonl } from './jsonl/index.ts';
import { markdown } from './markdown/index.ts';
import { osv } from './osv/index.ts';
import { text } from './text/index.ts';
import type { ListFormat } from './types.ts';

/** Every list format, in alphabetical order. A new one is a directory here and a line below. */
export const listFormats: readonly ListFormat[] = [csv, json, jsonl, markdown, osv, text];
