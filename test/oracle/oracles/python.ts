import { execFileSync } from 'node:child_process';
import type { Oracle } from '../oracle.ts';

const tomlScript = `
import json, re, sys, tomllib
data = tomllib.loads(sys.stdin.buffer.read().decode('utf-8-sig'))
entries = data.get('package', data.get('packages', []))
pairs = []
for entry in entries:
    source = entry.get('source', {})
    if any(kind in source for kind in ('editable', 'virtual')): continue
    if 'directory' in entry or 'path' in entry or 'directory' in source: continue
    if source.get('type') in ('directory', 'file'): continue
    name = re.sub(r'[-_.]+', '-', entry['name']).lower()
    if 'version' in entry: pairs.append(name + '@' + entry['version'])
print(json.dumps(sorted(set(pairs))))
`;

/** Python's own TOML parser over the formats that are plain lists of packages. */
export const tomllib: Oracle = {
  id: 'tomllib',
  formats: ['pdm-lock', 'poetry-lock', 'pylock', 'uv-lock'],
  compares: 'packages',
  partial: false,
  states: async ({ bytes }) => python(tomlScript, bytes),
};

const requirementsScript = `
import json, re, sys, tempfile, os
from pip._internal.req.req_file import RequirementsFileParser, get_line_parser, preprocess
from pip._vendor.packaging.requirements import Requirement
raw = sys.stdin.buffer.read()
from pip._internal.utils.encoding import auto_decode
pairs = []
for number, line in preprocess(auto_decode(raw)):
    args, options = get_line_parser(None)(line)
    if not args: continue
    text = args
    req = Requirement(text)
    exact = [s.version for s in req.specifier if s.operator in ('==', '===') and not s.version.endswith('.*')]
    name = re.sub(r'[-_.]+', '-', req.name).lower()
    if exact: pairs.append(name + '@' + exact[0])
print(json.dumps(sorted(set(pairs))))
`;

/** pip's own reader of requirement lines: the pins among them. */
export const pip: Oracle = {
  id: 'pip',
  formats: ['requirements'],
  compares: 'packages',
  partial: true,
  states: async ({ bytes }) => python(requirementsScript, bytes),
};

function python(script: string, input: Buffer): ReadonlySet<string> {
  const output = execFileSync('python3', ['-c', script], {
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Set(JSON.parse(output.toString()) as string[]);
}
