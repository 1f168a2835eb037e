/** What a part of the reader gives where the text is not, or not certainly, what it reads. */
export const unsure: unique symbol = Symbol('unsure');

const space = /[ \t\n]+/y;

/** A place in a text that moves on. Each `read…` leaves it behind what was read; where one is unsure, anywhere. */
export class TomlCursor {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  code(): number {
    return this.text.charCodeAt(this.at);
  }

  skipBlanks(): void {
    for (let code = this.code(); code === 0x20 || code === 0x09; code = this.code()) this.at += 1;
  }

  /** Over blanks, line breaks and comments. False for a sign that no comment may hold. */
  skipVoid(): boolean {
    for (;;) {
      const code = this.code();
      if (code === 0x20 || code === 0x09 || code === 0x0a) {
        space.lastIndex = this.at;
        space.test(this.text);
        this.at = space.lastIndex;
      } else if (code === 0x0d && this.text.charCodeAt(this.at + 1) === 0x0a) this.at += 2;
      else if (code !== 0x23) return true;
      else if (!this.skipComment()) return false;
    }
  }

  /** Over blanks and a comment to the end of the line, and over that. */
  skipLineEnd(): boolean {
    this.skipBlanks();
    if (this.code() === 0x23 && !this.skipComment()) return false;
    const code = this.code();
    if (code === 0x0a) this.at += 1;
    else if (code === 0x0d && this.text.charCodeAt(this.at + 1) === 0x0a) this.at += 2;
    else return this.at >= this.text.length;
    return true;
  }

  /** To the line break; a carriage return is a part of that alone. */
  private skipComment(): boolean {
    for (;;) {
      const code = this.code();
      if (code === 0x0a || Number.isNaN(code)) return true;
      if (code === 0x0d) return this.text.charCodeAt(this.at + 1) === 0x0a;
      if ((code < 0x20 && code !== 0x09) || code === 0x7f) return false;
      this.at += 1;
    }
  }
}
