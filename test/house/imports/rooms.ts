/**
 * The rooms of `src`, from the outside world's side to the user's, and whose code each may use. Every room may use its
 * own, `errors` and `package`; a type-only import may reach any room further up.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  host: [],
  package: [],
  incident: ['host'],
  lockfile: [],
  sources: ['lockfile', 'host'],
  inventory: ['host'],
  exposure: ['incident', 'inventory', 'lockfile', 'sources'],
  journal: ['host'],
  runbook: [],
  containment: ['host'],
  response: ['runbook', 'containment', 'journal', 'exposure'],
  exercise: ['response'],
  report: ['response', 'journal', 'exposure'],
  app: [
    'host',
    'incident',
    'lockfile',
    'sources',
    'inventory',
    'exposure',
    'journal',
    'runbook',
    'containment',
    'response',
    'exercise',
    'report',
  ],
  ui: ['app'],
  cli: ['host', 'app', 'ui'],
  commands: ['app', 'ui', 'cli'],
  hooks: [],
};

/** Rooms any room may use. `errors` and `package` stand for themselves and use nothing but `errors`. */
export const common: readonly string[] = ['errors', 'package'];

/** Ways to files, processes and the network. */
export const doors: readonly string[] = [
  'node:child_process',
  'node:cluster',
  'node:dgram',
  'node:dns',
  'node:dns/promises',
  'node:fs',
  'node:fs/promises',
  'node:http',
  'node:http2',
  'node:https',
  'node:net',
  'node:readline',
  'node:sqlite',
  'node:tls',
  'node:worker_threads',
  'execa',
  'simple-git',
];

/**
 * Who may open a door: `host` is made of them, `inventory` keeps its own database, and the demo builds a sample
 * organisation on disk with git itself and runs a registry for it.
 */
export const doorkeepers: Readonly<Record<string, readonly string[]>> = {
  'src/host/': doors,
  'src/inventory/': ['node:sqlite'],
  'src/app/demo/': ['node:child_process', 'node:fs', 'node:fs/promises', 'node:net', 'simple-git'],
};

/** Libraries that one folder alone may load, so that another version of theirs is a change in one place. */
export const keptLibraries: Readonly<Record<string, string>> = {
  xstate: 'src/runbook/machine/',
};
