import { join } from 'node:path';
import { projectRoot } from '../support/project.ts';
import { runFirebreak } from '../support/run-firebreak.ts';
import { svg } from './svg.ts';

/** Where the picture lies. */
export const picturePath = join(projectRoot, 'test/picture/demo.svg');

/** The picture of what the demo prints now, in colour, on a terminal of 80 columns. */
export async function pictureOfDemo(): Promise<string> {
  // Without a terminal the width is 80.
  const { exitCode, stdout, stderr } = await runFirebreak(['demo'], { env: { FORCE_COLOR: '1' } });
  if (exitCode !== 0) throw new Error(`the demo ended with ${exitCode}: ${stderr}`);
  return svg(`\u001b[2m$ npm run demo\u001b[22m\n\n${stdout}`, {
    title: 'What firebreak demo prints',
    columns: 80,
  });
}
