import type { LockDocument } from '../types.ts';
import type { ParseContext, Parsed } from '../reading/format.ts';
import type { Problems } from '../reading/problems.ts';
import { decodeText } from '../reading/text.ts';
import { gatherLaunches } from './clients.ts';
import { readDocker } from './docker.ts';
import type { Found } from './found.ts';
import { readJson } from './json.ts';
import { readMake } from './make.ts';
import { mentionsClient, scriptsMayAsk } from './mention.ts';
import { type LaunchShape, shapeAt } from './paths.ts';
import { readShell } from './shell.ts';
import { readToml } from './toml.ts';
import type { CommandSink } from './words.ts';
import { readYaml } from './yaml.ts';

const nothing: Parsed = { formatVersion: '', documents: [] };

/** What a file that starts installs asks for; nothing where the name of no client stands in it. */
export function parseBytes(bytes: Uint8Array, { path, problems }: ParseContext): Parsed {
  const shape = shapeAt(path);
  if (bytes.length === 0) problems.add('FILE_EMPTY', 'holds nothing');
  const text = textOf(bytes, problems);
  if (shape === null || text === null || !mentionsClient(text)) return nothing;
  if (shape === 'scripts' && !scriptsMayAsk(text)) return nothing;
  const { add, found } = gatherLaunches();
  readAs(shape, text, add, problems);
  const { installs, packages, requests } = found;
  if (installs.length + packages.length + requests.length === 0) return nothing;
  return { formatVersion: '', documents: [documentOf(found)] };
}

function readAs(shape: LaunchShape, text: string, sink: CommandSink, problems: Problems): void {
  switch (shape) {
    case 'docker':
      return readDocker(text, sink);
    case 'hooks':
    case 'shell':
      return readShell(text, 1, 'shell', sink);
    case 'json':
    case 'scripts': {
      const fault = readJson(text, shape === 'scripts', sink);
      if (fault !== null) problems.add('SYNTAX', `not JSON: ${fault.reason}`);
      return;
    }
    case 'make':
      return readMake(text, sink);
    case 'toml':
      return readToml(text, sink);
    case 'yaml':
      return readYaml(text, sink);
  }
}

/** A script may have an archive behind it: what stands in front of the first NUL is text. */
function textOf(bytes: Uint8Array, problems: Problems): string | null {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return decodeText(bytes, problems);
  const nul = bytes.indexOf(0);
  const front = nul === -1 ? bytes : bytes.subarray(0, nul);
  const text = Buffer.from(front.buffer, front.byteOffset, front.byteLength).toString('utf8');
  if (nul !== -1) problems.add('NOT_TEXT', 'holds NUL bytes: what stands behind them was not read');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function documentOf({ installs, lines, packages, requests }: Found): LockDocument {
  return {
    label: 'project',
    packages,
    requests,
    installs,
    covers: [],
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => lines,
  };
}
