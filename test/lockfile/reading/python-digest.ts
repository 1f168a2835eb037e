/** A SHA-256 as Python's tools write it, made of a pattern of two hexadecimal digits. */
export function digest(pattern: string): string {
  return `sha256:${pattern.repeat(32)}`;
}

/** The same as subresource integrity. */
export function digestIntegrity(pattern: string): string {
  return `sha256-${Buffer.from(pattern.repeat(32), 'hex').toString('base64')}`;
}
