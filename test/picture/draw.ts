// `npm run picture`: draws what the demo prints into test/picture/demo.svg.
import { writeFileSync } from 'node:fs';
import { setup, teardown } from '../support/environment.ts';
import { pictureOfDemo, picturePath } from './demo.ts';

setup();
try {
  writeFileSync(picturePath, await pictureOfDemo());
} finally {
  teardown();
}
