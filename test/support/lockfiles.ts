interface NpmLockOptions {
  /** Workspace members: directory to name. */
  readonly members?: Readonly<Record<string, string>>;
  /** More of any entry, by its key. */
  readonly more?: Readonly<Record<string, object>>;
}

/** A package-lock.json of version 3 in which the project asks for every package. */
export function npmLock(
  packages: Readonly<Record<string, string>>,
  { members = {}, more = {} }: NpmLockOptions = {},
): string {
  const entries: Record<string, object> = {
    '': { name: 'project', dependencies: packages, workspaces: Object.keys(members) },
  };
  for (const [path, name] of Object.entries(members)) {
    entries[`node_modules/${name}`] = { resolved: path, link: true };
    entries[path] = { name, version: '1.0.0' };
  }
  for (const [name, version] of Object.entries(packages)) {
    const key = `node_modules/${name}`;
    entries[key] = { version, ...more[key] };
  }
  return text({ name: 'project', lockfileVersion: 3, requires: true, packages: entries });
}

/** The record npm leaves in node_modules: no entry for the project. */
export function hiddenLock(packages: Readonly<Record<string, string>>): string {
  const entries = Object.entries(packages).map(([name, version]) => [
    `node_modules/${name}`,
    { version },
  ]);
  return text({ name: 'project', lockfileVersion: 3, packages: Object.fromEntries(entries) });
}

/** A yarn.lock of version 1; keys are patterns (`a@^1.0.0`). */
export function yarnLock(packages: Readonly<Record<string, string>>): string {
  const blocks = Object.entries(packages).map(
    ([pattern, version]) => `"${pattern}":\n  version "${version}"\n`,
  );
  return `# yarn lockfile v1\n\n\n${blocks.join('\n')}`;
}

/** A package.json. */
export function manifest(content: object = {}): string {
  return text({ name: 'project', version: '1.0.0', ...content });
}

function text(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
