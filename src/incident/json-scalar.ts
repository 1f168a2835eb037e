/** The string that begins with the quote at `at`, and where it ends; null when it is not a JSON string. */
export function scanString(text: string, at: number): { value: string; end: number } | null {
  let escaped = false;
  for (let i = at + 1; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 32) return null;
    if (code === 92) {
      escaped = true;
      i += 1;
    } else if (code === 34) {
      if (!escaped) return { value: text.slice(at + 1, i), end: i + 1 };
      return unescape(text.slice(at, i + 1), i + 1);
    }
  }
  return null;
}

function unescape(quoted: string, end: number): { value: string; end: number } | null {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? { value, end } : null;
  } catch {
    return null;
  }
}

/** Where the number that begins at `at` ends; null when there is none (RFC 8259, section 6). */
export function scanNumber(text: string, at: number): number | null {
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  number.lastIndex = at;
  return number.test(text) ? number.lastIndex : null;
}
