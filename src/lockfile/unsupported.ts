import { unsupportedFormats } from './unsupported-table.ts';

export interface Unsupported {
  readonly format: string;
  readonly ecosystems: readonly string[];
}

/**
 * The known format of a file that states packages and has no reader yet, by its path within a target, or
 * null. Ask `readerFor` first. Names tell the case apart, as the tools that write them do.
 */
export function unsupportedFormat(path: string): Unsupported | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const { format, ecosystems, names = [], paths = [], like } of unsupportedFormats) {
    const known =
      names.includes(name) ||
      paths.some((end) => path === end || path.endsWith(`/${end}`)) ||
      like?.test(path) === true;
    if (known) return { format, ecosystems };
  }
  return null;
}
