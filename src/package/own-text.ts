/** The texts of a package as a file states it. */
interface StatedTexts {
  readonly name: string;
  readonly version: string;
  readonly resolved: string | null;
  readonly commit: string | null;
  readonly integrity: string | null;
}

/**
 * The same with texts of its own. What a reader gives are parts of the file's text, and a part keeps the whole in memory for
 * as long as it lives.
 */
export function withOwnTexts<T extends StatedTexts>(stated: T): T {
  return {
    ...stated,
    name: ownText(stated.name),
    version: ownText(stated.version),
    resolved: stated.resolved === null ? null : ownText(stated.resolved),
    commit: stated.commit === null ? null : ownText(stated.commit),
    integrity: stated.integrity === null ? null : ownText(stated.integrity),
  };
}

/** The same text, no longer a part of another: joining makes a new one, which what is cut from it then belongs to. */
function ownText(text: string): string {
  return ` ${text}`.slice(1);
}
