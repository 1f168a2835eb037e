import type { BuiltRepository } from './build-sample.ts';
import { cleanWorkTree, deleteBranch, takeBack, type TakeBackRequest } from './colleagues.ts';
import type { Signature } from './history.ts';

const mara = 'Mara Lindqvist <mara@acme.example>';
const tomas = 'Tomas Okafor <tomas@acme.example>';
const yuki = 'Yuki Tanaka <yuki@acme.example>';

/** What somebody has to do by hand in a repository of the sample. */
export interface Handwork {
  /** Name of the repository. */
  readonly target: string;
  readonly author: string;
  /** What was decided, a sentence for the record. */
  readonly says: string;
  readonly task:
    | ({ readonly kind: 'take-back' } & Omit<TakeBackRequest, 'message'>)
    | { readonly kind: 'delete-branch'; readonly branch: string }
    | { readonly kind: 'clean-work-tree' };
}

/**
 * What nobody can do by rule in the sample, by repository: other package managers' lockfiles and none, ranges without a
 * clean version, lockfiles that cannot be read, and work trees. With the pins merged, nothing is live after it but pull
 * requests and tags, and what `beyondReading` names.
 */
export const handwork: readonly Handwork[] = [
  {
    target: 'acme/analytics',
    author: yuki,
    says: 'pnpm-lock.yaml went back to the graph packages of before the wave.',
    task: {
      kind: 'take-back',
      branch: 'main',
      undoes: 'Update the graph packages',
      paths: ['pnpm-lock.yaml'],
    },
  },
  {
    target: 'acme/chat-bot',
    author: yuki,
    says: 'bun.lock went back to the versions of before the wave.',
    task: { kind: 'take-back', branch: 'main', undoes: 'Update bun.lock', paths: ['bun.lock'] },
  },
  {
    target: 'acme/crm-sync',
    author: tomas,
    says: 'The merge was undone in package-lock.json: main keeps onfire.js 2.0.1.',
    task: {
      kind: 'take-back',
      branch: 'main',
      undoes: 'Merge branch event-bus',
      paths: ['package-lock.json'],
    },
  },
  {
    target: 'acme/crm-sync',
    author: yuki,
    says: 'event-bus was merged already and is gone.',
    task: { kind: 'delete-branch', branch: 'event-bus' },
  },
  {
    target: 'acme/data-export',
    author: tomas,
    says: 'The lockfile of before is back; the log of that night says word-width 1.0.1.',
    task: {
      kind: 'take-back',
      branch: 'main',
      undoes: 'Keep the lockfile out of the repository',
      paths: ['package-lock.json'],
    },
  },
  {
    target: 'acme/fleet-map',
    author: tomas,
    says: 'pnpm-lock.yaml went back to the map packages of before the wave.',
    task: {
      kind: 'take-back',
      branch: 'main',
      undoes: 'Weekly update of dependencies',
      paths: ['pnpm-lock.yaml'],
    },
  },
  {
    target: 'acme/kiosk',
    author: mara,
    says: 'The screen was stopped and its node_modules removed.',
    task: { kind: 'clean-work-tree' },
  },
  {
    target: 'acme/mobile-app',
    author: yuki,
    says: 'yarn.lock went back to the versions of before the wave.',
    task: { kind: 'take-back', branch: 'main', undoes: 'Upgrade yarn.lock', paths: ['yarn.lock'] },
  },
  {
    target: 'acme/reports',
    author: tomas,
    says: 'frontend/yarn.lock went back to the versions of before the wave.',
    task: {
      kind: 'take-back',
      branch: 'main',
      undoes: 'Upgrade yarn.lock',
      paths: ['frontend/yarn.lock'],
    },
  },
  {
    target: 'acme/status-page',
    author: yuki,
    says: 'The exact version of charts went back to 5.4.0.',
    task: {
      kind: 'take-back',
      branch: 'main',
      undoes: 'Move charts to 5.5.8',
      paths: ['package.json', 'package-lock.json'],
    },
  },
  {
    target: 'acme/stock-service',
    author: mara,
    says: 'The package was never committed: the work tree is what main says.',
    task: { kind: 'clean-work-tree' },
  },
  {
    target: 'acme/telemetry-agent',
    author: tomas,
    says: 'The lockfile of before it was cut off is back.',
    task: {
      kind: 'take-back',
      branch: 'main',
      undoes: 'Sync the lockfile from the build agent',
      paths: ['package-lock.json'],
    },
  },
];

/** What stays unread or cannot vanish, for a person to exclude: repositories by name, with the reason that is given. */
export const beyondReading: Readonly<Record<string, string>> = {
  'acme/telemetry-agent':
    'v0.9.1, of which the lockfile was cut off, was never built; its tag stays',
};

/**
 * Does one piece of handwork; false where it was done already. `date`: ISO 8601, of the commit where there is one.
 * Throws DEMO_UNAVAILABLE.
 */
export async function doByHand(
  repository: BuiltRepository,
  { author, says, task }: Handwork,
  date: string,
): Promise<boolean> {
  const who: Signature = { author, date };
  switch (task.kind) {
    case 'clean-work-tree':
      return await cleanWorkTree(repository, who);
    case 'delete-branch':
      return await deleteBranch(repository, task.branch, who);
    case 'take-back':
      return await takeBack(repository, { ...task, message: says }, who);
  }
}
