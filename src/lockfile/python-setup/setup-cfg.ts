import { quoted, type Problems } from '../reading/problems.ts';
import { type Asking, type PythonRequest, requestOfPep508 } from '../reading/python-request.ts';

/** What a setup.cfg asks for, and the line of each request. */
export interface SetupCfg {
  readonly name: string | null;
  readonly requests: readonly PythonRequest[];
  readonly lines: readonly number[];
}

/**
 * Reads the dependencies of a setup.cfg (Python docs, "configparser": a value goes on on lines that are indented;
 * setuptools docs: lists are parted by line breaks or by semicolons). Sections of other tools are passed over.
 */
export function readSetupCfg(text: string, problems: Problems): SetupCfg {
  const requests: PythonRequest[] = [];
  const lines: number[] = [];
  let name: string | null = null;
  let section = '';
  let asking: Asking | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trimEnd();
    if (line === '' || /^\s*[#;]/.test(line)) continue;
    const isNew = !/^\s/.test(line);
    let items = line;
    if (isNew) {
      const header = /^\[([^\]]*)\]/.exec(line)?.[1];
      if (header !== undefined) {
        section = header.trim();
        asking = null;
        continue;
      }
      const sign = line.search(/[=:]/);
      if (sign === -1) {
        asking = null;
        if (isOurs(section))
          problems.add('SYNTAX', `${quoted(line)} is neither a section nor a value`, index + 1);
        continue;
      }
      const key = line.slice(0, sign).trim().toLowerCase().replaceAll('-', '_');
      items = line.slice(sign + 1);
      if (section === 'metadata' && key === 'name') name = items.trim();
      asking = askingOf(section, key);
    }
    if (asking === null) continue;
    // A semicolon may begin a marker too: what stands behind it is then no dependency.
    for (const item of partsOf(items)) {
      const request = requestOfPep508(item, asking);
      if (request === null) {
        const message = /^file:/i.test(item) ? 'stands in another file' : 'is not a dependency';
        problems.add('ENTRY_UNREADABLE', `${quoted(item)} ${message}`, index + 1);
        continue;
      }
      requests.push(request);
      lines.push(index + 1);
    }
  }
  return { name, requests, lines };
}

function isOurs(section: string): boolean {
  return section === 'metadata' || section === 'options' || section === 'options.extras_require';
}

function askingOf(section: string, key: string): Asking | null {
  if (section === 'options.extras_require') return { kind: 'optional', group: key };
  if (section !== 'options') return null;
  if (key === 'install_requires') return { kind: 'prod', group: null };
  return key === 'setup_requires' || key === 'tests_require' ? { kind: 'dev', group: key } : null;
}

/** The dependencies on one line, each with its marker. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(';').map((one) => one.trim())) {
    const last = parts.at(-1);
    const isMarker =
      /^\(*\s*(?:[a-z_]+\s*(?:[<>=!~]|not\s|in\s)|["'])/.test(part) && /["']/.test(part);
    if (part !== '' && last !== undefined && isMarker) parts[parts.length - 1] = `${last}; ${part}`;
    else if (part !== '') parts.push(part);
  }
  return parts;
}
