import { join } from 'node:path';
import semver from 'semver';
import { reasonOf } from '../../host/files.ts';
import type { App } from '../app.ts';
import { ownFile } from './own-file.ts';
import type { DoctorCheck } from './results.ts';

/** The least git that knows what it is asked (`rev-parse --end-of-options`, git 2.30 release notes). */
const leastGit = '2.30.0';

/** From here on git reads a clone that belongs to somebody else where it is told to (git 2.38, `safe.directory`). */
const trustingGit = '2.38.0';

/** Whether the Node that runs this is one that package.json names. */
export async function checkNode(app: App, running: string): Promise<DoctorCheck> {
  const manifest: unknown = JSON.parse(await ownFile(app, 'package.json'));
  const { node } = (manifest as { engines: { node: string } }).engines;
  const supported = semver.satisfies(running, node);
  return {
    id: 'node',
    status: supported ? 'ok' : 'failed',
    message: `${running} ${supported ? 'is one of' : 'is not one of'} ${node}`,
  };
}

/** Whether git can be started the way a scan starts it, and knows what it will be asked. */
export async function checkGit({ dataDir, doors }: App): Promise<DoctorCheck> {
  const ran = await doors.git
    .runGit(dataDir, ['version'], doors.signal)
    .catch((error: unknown) => ({ stdout: '', stderr: reasonOf(error) }));
  doors.signal.throwIfAborted();
  const version = /^git version (\d+\.\d+(?:\.\d+)?)/.exec(ran.stdout)?.[1];
  if (version === undefined) {
    const reason = ran.stderr.trim().split('\n')[0] || 'it does not say its version';
    return {
      id: 'git',
      status: 'failed',
      message: `git cannot be used, so repositories cannot be read: ${reason}`,
    };
  }
  const whole = semver.coerce(version) ?? version;
  if (semver.lt(whole, leastGit))
    return { id: 'git', status: 'failed', message: `${version} is older than ${leastGit}` };
  if (semver.lt(whole, trustingGit))
    return {
      id: 'git',
      status: 'warning',
      message: `${version} refuses clones that belong to another user; ${trustingGit} reads them`,
    };
  return { id: 'git', status: 'ok', message: version };
}

/** Whether a scan could be kept: writes a file where scans are kept, and takes it away again. */
export async function checkDataDirectory({ dataDir, doors }: App): Promise<DoctorCheck> {
  const { makeDirectory, removeFile, writeNewFile } = doors.files;
  const path = join(dataDir, `.doctor-${process.pid}`);
  try {
    await makeDirectory(dataDir);
    await writeNewFile(path, 'ok\n');
    await removeFile(path);
    return { id: 'data-directory', status: 'ok', message: `${dataDir} can be written to` };
  } catch (error) {
    return {
      id: 'data-directory',
      status: 'failed',
      message: `${dataDir}: ${reasonOf(error)}`,
    };
  }
}
