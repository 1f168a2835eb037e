/** Names and values of environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Lines that are read; nobody writes so many. */
const mostLines = 10_000;

/**
 * Keys and values of an npmrc (npm docs, "npmrc"): `key = value` by lines, `;` and `#` begin comments, `${NAME}` stands
 * for a variable of the environment. Keys below a `[section]` are none of npm's. The last of several counts.
 */
export function npmrcValues(text: string, environment: Environment): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/, mostLines)) {
    const trimmed = line.trim();
    if (trimmed.startsWith('[') && trimmed.endsWith(']')) break;
    const equals = trimmed.indexOf('=');
    if (equals === -1 || /^[;#]/.test(trimmed)) continue;
    const key = withVariables(plain(trimmed.slice(0, equals)), environment);
    values.set(key, withVariables(plain(trimmed.slice(equals + 1)), environment));
  }
  return values;
}

/** What npm takes from the environment (npm docs, "config"): `npm_config_foo_bar` in any case is `foo-bar`. */
export function npmVariables(environment: Environment): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === '' || !/^npm_config_/i.test(name)) continue;
    const key = name.slice('npm_config_'.length);
    const isPlace = key.startsWith('//');
    values.set(isPlace ? key : key.replaceAll(/(?!^)_/g, '-').toLowerCase(), value);
  }
  return values;
}

/** Without quotes, or without a comment behind it. */
function plain(text: string): string {
  const trimmed = text.trim();
  const quoted = /^(["'])(.*)\1$/.exec(trimmed);
  if (quoted !== null) return quoted[2] ?? '';
  const comment = trimmed.search(/(?<!\\)[;#]/);
  return (comment === -1 ? trimmed : trimmed.slice(0, comment))
    .trim()
    .replaceAll(/\\([;#])/g, '$1');
}

/** npm leaves what names no variable as it is, and `${NAME?}` becomes nothing. */
function withVariables(text: string, environment: Environment): string {
  return text.replaceAll(
    /(?<!\\)\$\{([^${}?]+)(\??)\}/g,
    (all: string, name: string, optional: string) =>
      environment[name] ?? (optional === '' ? all : ''),
  );
}
