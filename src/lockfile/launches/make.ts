import { readShell } from './shell.ts';
import type { CommandSink } from './words.ts';

/** Reads the recipes of a Makefile (GNU make manual, "Recipe Syntax"): lines behind a tab, and behind the `;` of a rule. */
export function readMake(text: string, sink: CommandSink): void {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const recipe = line.startsWith('\t') ? line.slice(1) : /^[^#\t=]*:[^=;]*;(.*)$/.exec(line)?.[1];
    if (recipe === undefined) continue;
    const first = index;
    const parts = [recipe.replace(/^[ \t]*[@+-]+/, '')];
    while (/\\\r?$/.test(lines[index] as string) && index + 1 < lines.length) {
      index += 1;
      parts.push(lines[index] as string);
    }
    readShell(parts.join('\n'), first + 1, 'make', sink);
  }
}
