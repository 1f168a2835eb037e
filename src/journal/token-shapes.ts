/** Stands where a secret stood. */
export const removed = '[redacted]';

// Every pattern takes time in proportion to the text: quantifiers are bounded, or nothing follows them that could make
// the engine go back.
const patterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // npm, GitHub (fine-grained, and classic of all kinds), GitLab, AWS, Slack.
  [/npm_[A-Za-z0-9]{20,}/g, removed],
  [/github_pat_[A-Za-z0-9_]{20,}/g, removed],
  [/gh[opsur]_[A-Za-z0-9]{20,}/g, removed],
  [/glpat-[\w-]{16,}/g, removed],
  [/(?:AKIA|ASIA)[A-Z0-9]{16}/g, removed],
  [/xox[abeoprs]-[A-Za-z0-9-]{8,}/g, removed],
  // `Authorization` headers.
  [/\b(Bearer|Basic)([ \t]{1,8})[\w.~+/=-]{8,}/gi, `$1$2${removed}`],
  // Name and password in a URL.
  [/(?<=:\/\/)[^\s/?#@:]{0,256}:[^\s/?#]{1,1024}@/g, `${removed}@`],
  // Lines of an .npmrc, and parameters of a query.
  [
    /((?:_authToken|_auth|_password|access_token|private_token|client_secret)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?)[^\s"'&,;]+/gi,
    `$1${removed}`,
  ],
];

// What every pattern, and a private key, has to hold: most texts hold none of it, and are looked at once.
const hint =
  /npm_|gh[opsur]_|github_pat_|glpat-|AKIA|ASIA|xox|bearer|basic|:\/\/|_auth|_password|_token|client_secret|PRIVATE KEY/i;

const keyBegin = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/;
const keyEnd = /-----END [A-Z ]{0,30}PRIVATE KEY-----/;

/** The text without what has the shape of a token or a private key, whoever's it is. */
export function withoutTokens(text: string): string {
  if (!hint.test(text)) return text;
  const rest = withoutPrivateKeys(text);
  return patterns.reduce(
    (kept, [pattern, replacement]) => kept.replace(pattern, replacement),
    rest,
  );
}

/** A key that does not end takes the rest of the text with it. */
function withoutPrivateKeys(text: string): string {
  const kept: string[] = [];
  let rest = text;
  for (let begin = keyBegin.exec(rest); begin !== null; begin = keyBegin.exec(rest)) {
    kept.push(rest.slice(0, begin.index), removed);
    rest = rest.slice(begin.index + begin[0].length);
    const end = keyEnd.exec(rest);
    rest = end === null ? '' : rest.slice(end.index + end[0].length);
  }
  return [...kept, rest].join('');
}
