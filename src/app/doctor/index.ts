import { readers as shipped } from '../../lockfile/index.ts';
import type { LockfileReader } from '../../lockfile/types.ts';
import { unsupportedFormats } from '../../lockfile/unsupported-table.ts';
import type { App } from '../app.ts';
import { checkBuild, checkRunbooks } from './build.ts';
import { checkInventoryFile } from './inventory.ts';
import { checkDataDirectory, checkGit, checkNode } from './machine.ts';
import { checkReaders } from './readers.ts';
import type { DoctorResult } from './results.ts';

/**
 * Whether the answers of this firebreak on this machine can be relied on: every reader must find what was planted for
 * it, by the way a scan takes, and the machine must have what a scan needs. Reaches no network.
 */
export async function doctor(
  app: App,
  readers: readonly LockfileReader[] = shipped,
): Promise<DoctorResult> {
  const checks = [
    await checkBuild(app),
    await checkDataDirectory(app),
    await checkGit(app),
    await checkInventoryFile(app),
    await checkNode(app, process.versions.node),
    await checkRunbooks(app),
  ];
  const looked = checkReaders(readers);
  return {
    version: app.version,
    sound:
      checks.every(({ status }) => status !== 'failed') &&
      looked.every(({ failures }) => failures.length === 0),
    checks,
    readers: looked,
    unread: unsupportedFormats.map(({ ecosystems, format }) => ({
      format,
      ecosystems: [...ecosystems],
    })),
  };
}

/** 0 where everything is sound, else 1: the fault is ours or the machine's, and no answer should be trusted. */
export function exitCodeOfDoctor({ sound }: DoctorResult): number {
  return sound ? 0 : 1;
}
