import type { Document, Node, Scalar } from 'yaml';
import { utf8 } from './bytes.ts';

/** Stands where a credential stood. */
const removed = '[redacted]';

/** What stands for a text that cannot be read: nobody can say where its credentials are. */
const unreadable = `# ${removed}: this is no YAML that can be read\n`;

/**
 * Keys whose values are credentials, in Verdaccio's configuration (docs: "uplinks", "configuration") and its plugins':
 * `auth.token`, `headers.authorization`, `secret`, `_authToken`, `passphrase`, `secretAccessKey`, `bindCredentials`.
 */
const secretKey =
  /token|secret|passw|passphrase|credential|cookie|bearer|auth(?!or(?!i[sz]))|api[-_]?key|access[-_]?key|private[-_]?key|^headers$|(?:^|[-_])(?:pass|pwd)$/i;

/** Below such keys, what says how and not with what. */
const plainKey = /^(?:type|file|algorithm|rounds|max_users|always-?auth|expiresIn|enabled)$/i;

const comment = new RegExp(
  `((?:^|[ \\t])#[^\\n]{0,200}?(?:${secretKey.source})[\\w-]{0,40}["']?[ \\t]{0,8}[:=][ \\t]{0,8})[^\\n]+`,
  'gim',
);

/** `own`: the key itself is a credential's; `below`: one above it is. */
type Standing = 'open' | 'below' | 'own';

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Whether nothing of the value is left. */
  readonly whole: boolean;
}

/**
 * A configuration without credentials, everything else as it is written: values of keys that hold them, whatever
 * `redact` takes out of a text, and both in comments; `by` `shape`: the latter alone. Does not go down the data by recursion.
 */
export async function redactedYaml(
  bytes: Uint8Array,
  redact: (text: string) => string,
  by: 'key' | 'shape' = 'key',
): Promise<Uint8Array> {
  const { parseAllDocuments } = await import('yaml');
  const text = Buffer.from(bytes).toString('utf8');
  const edits: Edit[] = [];
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false });
    const all = Array.isArray(documents) ? documents : [];
    if (all.some(({ errors }) => errors.length > 0)) return utf8(unreadable);
    for (const document of all) edits.push(...(await editsIn(document, text, redact, by)));
  } catch (error) {
    // The library goes down what is nested by recursion.
    if (!(error instanceof RangeError)) throw error;
    return utf8(unreadable);
  }
  const kept = redact(edited(text, edits));
  return utf8(by === 'key' ? kept.replace(comment, `$1${removed}`) : kept);
}

async function editsIn(
  document: Document.Parsed,
  text: string,
  redact: (text: string) => string,
  by: 'key' | 'shape',
): Promise<Edit[]> {
  const { isAlias, isMap, isPair, isScalar, isSeq } = await import('yaml');
  const edits = new Map<Scalar, Edit>();
  const seen = new Map<unknown, Set<Standing>>();
  const waiting: { node: unknown; standing: Standing }[] = [
    { node: document.contents, standing: 'open' },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, standing } = next;
    const before = seen.get(node) ?? new Set();
    if (before.has(standing)) continue;
    seen.set(node, before.add(standing));
    if (isAlias(node)) waiting.push({ node: node.resolve(document), standing });
    else if (isSeq(node))
      for (const item of node.items) waiting.push({ node: item, standing: inner(standing) });
    else if (isMap(node))
      for (const pair of node.items) {
        if (!isPair(pair)) continue;
        const name = isScalar(pair.key) ? String(pair.key.value) : '';
        waiting.push({ node: pair.key, standing: 'open' });
        waiting.push({
          node: pair.value,
          standing: by === 'key' ? standingOf(name, standing) : 'open',
        });
      }
    else if (isScalar(node)) {
      const edit = editOf(node, standing, text, redact);
      // Whole for one who names it, whatever others do.
      if (edit !== null && (edit.whole || !edits.has(node))) edits.set(node, edit);
    }
  }
  return [...edits.values()];
}

function standingOf(name: string, above: Standing): Standing {
  if (above !== 'open' && plainKey.test(name)) return 'open';
  return secretKey.test(name) ? 'own' : inner(above);
}

function inner(above: Standing): Standing {
  return above === 'open' ? 'open' : 'below';
}

function editOf(
  { range, value }: Pick<Scalar, 'value'> & { range?: Node['range'] },
  standing: Standing,
  text: string,
  redact: (text: string) => string,
): Edit | null {
  if (range === undefined || range === null || value === '' || value === null) return null;
  const [from, to] = range;
  const end = text.slice(from, to).endsWith('\n') ? '\n' : '';
  const secret =
    standing === 'own'
      ? typeof value !== 'boolean'
      : standing === 'below' && typeof value === 'string';
  if (secret) return { from, to, text: `${JSON.stringify(removed)}${end}`, whole: true };
  if (typeof value !== 'string') return null;
  const kept = redact(value);
  return kept === value ? null : { from, to, text: `${JSON.stringify(kept)}${end}`, whole: false };
}

function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    parts.push(text.slice(at, edit.from), edit.text);
    at = edit.to;
  }
  return [...parts, text.slice(at)].join('');
}
