// `node test/oracle/run.ts --modules DIR [--json FILE] REPOSITORY[=VERSIONS]...`: reads every lockfile of bare git
// repositories with our readers and with those of others, and prints where they differ. See README.md.
import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf } from './corpus.ts';
import { judge, type Judgement } from './judge.ts';
import { toolsIn } from './oracle.ts';
import { oracles } from './oracles/index.ts';
import { reportOf } from './report.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: 'string' },
    json: { type: 'string' },
  },
});
const tools = toolsIn(values.modules ?? process.cwd());
const judgements: Judgement[] = [];
const seen = new Set<string>();
const absent: string[] = [];
for (const positional of positionals) {
  const [repository = '', versions = '0'] = positional.split('=');
  const name = basename(dirname(repository)).replace('+', '/');
  const files = filesOf(repository, name, Number(versions), seen, (what) => absent.push(what));
  for (const file of files) {
    // One after the other: oracles work in directories and processes of their own.
    // oxlint-disable-next-line no-await-in-loop
    judgements.push(...(await judge(file, oracles, tools)));
  }
}
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify(judgements, (key, value) => (key === 'oddities' ? undefined : value), 1)}\n`,
  );
const count = new Set(judgements.map(({ file }) => file)).size;
process.stdout.write(`${count} files, ${absent.length} not in the snapshots\n\n`);
process.stdout.write(reportOf(judgements));
