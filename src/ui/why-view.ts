import type { Why } from '../exposure/answers.ts';
import { bumpText, pathText, requestText } from './exposure-view.ts';
import { labelled, plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const hang = 12;

/** The ways to a package, place by place. */
export function whyText({ exposures, package: asked }: Why): string {
  const head = `${paint('bold', printable(asked))}  in ${plural(exposures.length, 'place')}`;
  return `${[...wrapped(0, head), ...exposures.flatMap((exposure) => ['', ...whyLines(exposure)])].join('\n')}\n`;
}

const cutSentences: Record<NonNullable<Why['exposures'][number]['cutShort']>[number], string> = {
  paths: 'the search for shortest paths was given up in so intricate a graph',
  dominators: 'the search for what every path goes through was given up in so intricate a graph',
};

function whyLines(one: Why['exposures'][number]): string[] {
  const line = one.lines.length === 0 ? '' : `:${one.lines.join(', ')}`;
  const total = BigInt(one.pathsTotal);
  const names = (list: readonly string[]): string => list.map(printable).join(', ');
  return [
    ...wrapped(
      0,
      `${paint('bold', printable(one.target))}  ${printable(one.path)}${line}  ${printable(one.purl)}`,
    ),
    ...(one.request === undefined ? [] : labelled(2, 'asks for', hang, requestText(one.request))),
    ...one.paths.flatMap((path, index) =>
      labelled(2, index === 0 ? 'paths' : '', hang, pathText(path)),
    ),
    ...(total > BigInt(one.paths.length)
      ? labelled(2, '', hang, `${one.paths.length} of ${total.toLocaleString('en')} paths`)
      : []),
    ...(total === 0n
      ? labelled(2, 'paths', hang, 'none: the file names nothing that asks for it')
      : []),
    ...(one.dominators.length === 0 ? [] : labelled(2, 'always via', hang, names(one.dominators))),
    ...(one.bump.length === 0 ? [] : labelled(2, 'bump', hang, bumpText(one))),
    ...(one.cutShort ?? []).flatMap((what) => labelled(2, 'not whole', hang, cutSentences[what])),
  ];
}
