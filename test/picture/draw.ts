// `npm run picture`: draws what the demo prints into test/picture/demo.svg.
import { writeFileSync } from 'node:fs';
import { setup, teardown } from '../support/environment.ts';
import { pictureOf, picturePath, playedDemo } from './demo.ts';

setup();
try {
  const { outcome } = await playedDemo();
  writeFileSync(picturePath, pictureOf(outcome));
} finally {
  teardown();
}
