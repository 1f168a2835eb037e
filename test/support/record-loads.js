// `node --import this-file program`: writes the URL of every module that the program loads, one a line, to the file
// that FIREBREAK_TEST_LOADS names.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const { FIREBREAK_TEST_LOADS: path } = process.env;
registerHooks({
  load(url, context, nextLoad) {
    appendFileSync(path, `${url}\n`);
    return nextLoad(url, context);
  },
});
