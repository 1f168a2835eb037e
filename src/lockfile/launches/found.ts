import type { Launch, LockedPackage, OpenRequest, ProjectInstall } from '../types.ts';

/** What the commands of one file ask for. */
export interface Found {
  readonly requests: OpenRequest[];
  readonly packages: LockedPackage[];
  /** 1-based, of each package. */
  readonly lines: number[];
  readonly installs: ProjectInstall[];
  /** Lockfiles that were taken away by commands before, by whose they are. */
  readonly removed: Map<Launch['client'], string>;
}

/** Nothing yet. */
export function nothingFound(): Found {
  return { requests: [], packages: [], lines: [], installs: [], removed: new Map() };
}

/** A client that runs what it names, or installs it. */
export function launchOf(
  client: Launch['client'],
  command: string,
  installedFirst: boolean,
): Launch {
  return { client, command, installedFirst };
}
