import { emptyLine, kind, type LineTape } from '../../reading/line-tape.ts';

/**
 * Over a mapping of scalars or of mappings of scalars, whose first line this is, and gives the line behind it; -1 where
 * that needs a closer look, as where it holds nothing.
 */
export function skipNested(tape: LineTape, first: number, indent: number): number {
  const line = emptyLine();
  const before = { key: -1, keyEnd: -1 };
  let index = first;
  while (index < tape.count) {
    tape.read(index, line);
    if (line.indent < indent) break;
    if (line.indent > indent || !isBehind(tape, line, before)) return -1;
    before.key = line.key;
    before.keyEnd = line.keyEnd;
    if (line.kind === kind.scalar) index += 1;
    else if (line.kind === kind.open && indent === 4) {
      index = skipNested(tape, index + 1, indent + 2);
      if (index === -1) return -1;
    } else return -1;
  }
  return index === first ? -1 : index;
}

interface Key {
  readonly key: number;
  readonly keyEnd: number;
}

/**
 * Whether a key comes behind the one before: yarn writes keys in order, so that none comes twice. Neither does an empty
 * line stand within an entry.
 */
export function isBehind(
  { bytes }: LineTape,
  { key, keyEnd, start }: Key & { readonly start: number },
  before: Key,
): boolean {
  if (bytes[start - 2] === 0x0a) return false;
  if (before.key === -1) return true;
  for (let index = 0; ; index += 1) {
    if (key + index >= keyEnd) return false;
    if (before.key + index >= before.keyEnd) return true;
    const difference = (bytes[key + index] as number) - (bytes[before.key + index] as number);
    if (difference !== 0) return difference > 0;
  }
}
