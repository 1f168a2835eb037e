import { checkName } from '../../package/name.ts';
import { argumentsOf } from './arguments.ts';
import { type Found, launchOf } from './found.ts';
import { askNpm } from './npm-spec.ts';
import { longestSpec, type Word } from './words.ts';

const valued: ReadonlySet<string> = new Set(['--working-dir', '-d']);

/** `composer require vendor/package:^1`, for the project or for everybody (Composer docs, "require"). */
export function readComposer(found: Found, words: readonly Word[]): void {
  const { plain } = argumentsOf(words, valued, false);
  const rest = plain[0]?.text === 'global' ? plain.slice(1) : plain;
  const [verb, ...names] = rest;
  if (verb?.text !== 'require' && verb?.text !== 'req' && verb?.text !== 'create-project') return;
  const launch = launchOf('composer', `composer ${verb.text}`, false);
  for (const { line, text } of verb.text === 'create-project' ? names.slice(0, 1) : names) {
    if (text.length > longestSpec) continue;
    const [written = '', ...range] = text.split(/[:=]/);
    const name = checkName('composer', written);
    if (!name.ok) continue;
    const asked = range.join(':').trim();
    const base = { ecosystem: 'composer', name: name.name, kind: 'prod', line, launch } as const;
    found.requests.push({ ...base, range: asked === '' || asked === '*' ? null : asked });
  }
}

/** deno takes packages of npm by `npm:name@range/path` wherever it takes a module (Deno docs, "npm specifiers"). */
export function readDeno(found: Found, words: readonly Word[]): void {
  const [verb] = words;
  const launch = launchOf('deno', `deno ${verb?.text ?? ''}`.trim(), false);
  for (const word of words) {
    if (!word.text.startsWith('npm:')) continue;
    const [, text] = /^npm:\/?((?:@[^/@]+\/)?[^/@]+(?:@[^/]*)?)/.exec(word.text) ?? [];
    if (text !== undefined) askNpm(found, { ...word, text }, launch);
  }
}
