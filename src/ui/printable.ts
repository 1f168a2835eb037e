/**
 * Text that came from outside, made safe for a terminal: control characters, and marks that reverse or hide
 * text, are shown as escapes. Line breaks are too, so that a name cannot forge a line of ours.
 */
export function printable(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- these are the characters to catch
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
