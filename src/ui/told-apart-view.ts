import type { ExposureMap } from '../exposure/schema.ts';
import { plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** What bears a sought name and version and is something else, by the rule that tells. */
export function toldApartLines({ ruledOut = [], scan }: ExposureMap, details: boolean): string[] {
  if (ruledOut.length === 0) return [];
  const counts = [...Map.groupBy(ruledOut, ({ rule }) => rule)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, rows]) => `${rows.length.toLocaleString('en')} ${ruleWords[rule]}`);
  const where =
    scan.number === null ? '--details or --json' : '`firebreak exposure show --details`';
  const head = `${plural(ruledOut.length, 'package')} with a sought name, told apart: ${counts.join(', ')}`;
  if (!details) return wrapped(0, `${paint('bold', 'Not counted')}  ${head} (${where} lists them)`);
  return [
    ...wrapped(0, `${paint('bold', 'Not counted')}  ${head}`),
    ...ruledOut.flatMap(({ compared, lines, package: one, path, target, why }) => {
      const line = lines.length === 0 ? '' : `:${lines.join(', ')}`;
      return [
        ...wrapped(
          2,
          `${printable(target)}  ${printable(path)}${line}  ${printable(`${one.name} ${one.version}`)}`,
        ),
        ...wrapped(4, `${printable(why)} (${printable(compared)})`),
      ];
    }),
  ];
}

const ruleWords: Record<NonNullable<ExposureMap['ruledOut']>[number]['rule'], string> = {
  workspace: 'of a workspace',
  directory: 'in directories of a project',
  'private-registry': 'from a private registry',
  placeholder: 'of npm’s placeholders',
  reference: 'from another commit',
  resolution: 'asked for, and out of reach',
};
