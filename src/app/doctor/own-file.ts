import { join } from 'node:path';
import type { App } from '../app.ts';
import { readTextFile } from '../incident-store.ts';

/** firebreak's own directory, where package.json lies. */
const root = join(import.meta.dirname, '..', '..', '..');

/** The text of a file of firebreak's own, by its path from package.json. Throws FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function ownFile(app: App, path: string): Promise<string> {
  const bytes = await readTextFile(app, join(root, path), 4 * 1024 * 1024);
  return Buffer.from(bytes).toString('utf8');
}
