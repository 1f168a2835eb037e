/** Forms a digest is written in, by the byte that stands before it: what it begins with, its encoding and its length. */
const forms = [
  ['sha512-', 'base64', 64],
  ['sha1-', 'base64', 20],
  ['sha256-', 'base64', 32],
  ['sha384-', 'base64', 48],
  ['sha256:', 'hex', 32],
] as const;

const verbatim = 255;

/** A digest or an integrity without its letters: half as long. What is in none of the usual forms is kept verbatim. */
export function digestBytes(text: string): Uint8Array {
  for (const [index, [lead, encoding, length]] of forms.entries()) {
    if (!text.startsWith(lead)) continue;
    const bytes = Buffer.from(text.slice(lead.length), encoding);
    if (bytes.length !== length || lead + bytes.toString(encoding) !== text) continue;
    return Buffer.concat([Uint8Array.of(index), bytes]);
  }
  return Buffer.concat([Uint8Array.of(verbatim), Buffer.from(text, 'utf8')]);
}

/** The text again, to the letter. */
export function digestText(bytes: Uint8Array): string {
  const rest = Buffer.from(bytes.buffer, bytes.byteOffset + 1, bytes.length - 1);
  const form = forms[bytes[0] ?? verbatim];
  return form === undefined ? rest.toString('utf8') : form[0] + rest.toString(form[1]);
}
