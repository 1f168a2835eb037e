// `node --import this-file program`: writes the result that a command hands over for `--json`, as JSON, to the file that
// FIREBREAK_TEST_RESULT names, whatever the command prints.
import { writeFileSync } from 'node:fs';

const { BaseCommand } = await import('../../dist/cli/base.js');
const { FIREBREAK_TEST_RESULT: path } = process.env;
const { value: run } = Object.getOwnPropertyDescriptor(BaseCommand.prototype, 'run');

BaseCommand.prototype.run = async function keepResult() {
  const result = await run.call(this);
  writeFileSync(path, JSON.stringify(result));
  return result;
};
