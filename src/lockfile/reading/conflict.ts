/** The two files that a merge could not put together. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
  /** 1-based line of the first marker. */
  readonly line: number;
}

/**
 * Whether it is worth looking for markers in the text of these bytes. Searching bytes is ten times
 * cheaper than searching the string; in UTF-16, which begins with one of two bytes, they look different.
 */
export function mayConflict(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (buffer[0] ?? 0) >= 0xfe || markers.some((marker) => buffer.includes(marker));
}

/**
 * Takes a file with merge-conflict markers apart (git-merge, "How conflicts are presented"; the
 * `|||||||` section of the diff3 style belongs to neither side). Lines of the other side become
 * empty lines, so that a line number means the same in both sides and in the file.
 * Null where no line begins with a marker.
 */
export function splitConflict(text: string): ConflictSides | null {
  if (!markers.some((marker) => hasLine(text, marker))) return null;
  const ours: string[] = [];
  const theirs: string[] = [];
  let side: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  let first = 0;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const marker = markerOf(line);
    if (marker === null && side === 'both') {
      ours.push(line);
      theirs.push(line);
      continue;
    }
    if (marker !== null && first === 0) first = index + 1;
    ours.push(marker === null && side === 'ours' ? line : '');
    theirs.push(marker === null && side === 'theirs' ? line : '');
    if (marker !== null) side = after[marker];
  }
  return { ours: ours.join('\n'), theirs: theirs.join('\n'), line: first };
}

type Marker = '<' | '|' | '=' | '>';

const markers: readonly string[] = ['<<<<<<<', '=======', '>>>>>>>'];

const after = { '<': 'ours', '|': 'base', '=': 'theirs', '>': 'both' } as const;

function hasLine(text: string, marker: string): boolean {
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + 1)) {
    if ((at === 0 || text[at - 1] === '\n') && markerOf(text.slice(at, at + 8)) !== null)
      return true;
  }
  return false;
}

/** A marker is seven signs alone, or followed by a space and a label. */
function markerOf(line: string): Marker | null {
  const sign = line[0];
  if (sign !== '<' && sign !== '|' && sign !== '=' && sign !== '>') return null;
  if (!line.startsWith(sign.repeat(7))) return null;
  const next = line[7];
  return next === undefined || next === ' ' || next === '\r' || next === '\n' ? sign : null;
}
