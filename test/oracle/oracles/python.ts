import { execFileSync } from 'node:child_process';
import type { Oracle } from '../oracle.ts';

const tomlScript = `
import json, re, sys, tomllib
data = tomllib.loads(sys.stdin.buffer.read().decode('utf-8-sig'))
pairs = set()
for entry in data.get('package', data.get('packages', [])):
    source = entry.get('source', {})
    if any(kind in source for kind in ('editable', 'virtual')): continue
    name = re.sub(r'[-_.]+', '-', entry['name']).lower()
    if 'version' in entry: pairs.add(name + '@' + entry['version'])
print(json.dumps(sorted(pairs)))
`;

/** Python's own TOML parser over the formats that are plain lists of packages. What uv installs in place is the project's own. */
export const tomllib: Oracle = {
  id: 'tomllib',
  formats: ['pdm-lock', 'poetry-lock', 'pylock', 'uv-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: async ({ bytes }) => python(tomlScript, bytes),
};

const requirementsScript = `
import json, re, sys

from pip._internal.req.constructors import install_req_from_editable, install_req_from_line
from pip._internal.req.req_file import get_line_parser, preprocess
from pip._internal.utils.encoding import auto_decode
pairs = set()
for number, line in preprocess(auto_decode(sys.stdin.buffer.read())):
    args, options = get_line_parser(None)(line)
    asked = options.editables[0] if options.editables else args
    if not asked or re.match(r'[.]{0,2}/|[.]{1,2}(\\[|$)', asked): continue
    make = install_req_from_editable if options.editables else install_req_from_line
    req = make(asked).req
    if req is None: continue
    exact = [s.version for s in req.specifier if s.operator in ('==', '===') and not s.version.endswith('.*')]
    if exact: pairs.add(re.sub(r'[-_.]+', '-', req.name).lower() + '@' + exact[0])
print(json.dumps(sorted(pairs)))
`;

/** pip's own reader of requirement lines: the pins among them. What a file includes it is not asked for, nor for directories. */
export const pip: Oracle = {
  id: 'pip',
  formats: ['requirements'],
  compares: 'packages',
  partial: true,
  workspaces: false,
  states: async ({ bytes }) => python(requirementsScript, bytes),
};

/** The last line of what a Python script complains about is its reason. */
function python(script: string, input: Buffer): ReadonlySet<string> {
  try {
    const output = execFileSync('python3', ['-c', script], {
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return new Set(JSON.parse(output.toString()) as string[]);
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Error(said.split('\n').at(-1), { cause: error });
  }
}
