import type { Launch, LockedPackage, OpenRequest, ProjectInstall } from '../types.ts';

/** What the commands of one file ask for. */
export interface Found {
  readonly requests: OpenRequest[];
  readonly packages: LockedPackage[];
  /** 1-based, of each package. */
  readonly lines: number[];
  readonly installs: ProjectInstall[];
}

/** Nothing yet. */
export function nothingFound(): Found {
  return { requests: [], packages: [], lines: [], installs: [] };
}

/** A client that runs what it names, or installs it. */
export function launchOf(
  client: Launch['client'],
  command: string,
  installedFirst: boolean,
): Launch {
  return { client, command, installedFirst };
}
