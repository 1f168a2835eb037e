import { classesOf } from './explained.ts';
import type { Judgement } from './judge.ts';

/** What a run says: a table of files by oracle, and every judgement that is not "equal", with its classes. */
export function reportOf(judgements: readonly Judgement[]): string {
  const byFile = Map.groupBy(judgements, ({ file }) => file);
  const classified = judgements.map((one) => ({
    ...one,
    classes: classesOf(one, byFile.get(one.file) ?? []),
  }));
  const parts = [
    repositoryTable(judgements),
    tableOf(judgements),
    classTable(classified),
    listOf(classified),
  ];
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

interface Classified extends Judgement {
  readonly classes: readonly string[];
}

function repositoryTable(judgements: readonly Judgement[]): string[] {
  const files = new Map(judgements.map((one) => [one.file, one]));
  const groups = Map.groupBy(files.values(), ({ file }) => file.slice(0, file.indexOf(':')));
  const rows = [...groups].map(([repository, all]) => {
    const formats = Map.groupBy(all, ({ format }) => format);
    const counts = [...formats].map(([format, some]) => `${format} ${some.length}`).toSorted();
    return `| ${repository} | ${all.length} | ${counts.join(', ')} |`;
  });
  return ['| repository | files | formats |', '|---|---|---|', ...rows.toSorted()];
}

function tableOf(judgements: readonly Judgement[]): string[] {
  const groups = Map.groupBy(
    judgements,
    ({ format, formatVersion, oracle }) => `| ${format} | ${formatVersion || 'none'} | ${oracle} |`,
  );
  const rows = [...groups].map(([group, all]) => {
    const count = (outcome: Judgement['outcome']): number =>
      all.filter((one) => one.outcome === outcome).length;
    return `${group} ${all.length} | ${count('equal')} | ${count('differs')} | ${count('refused')} |`;
  });
  return [
    '| format | version | oracle | files | equal | differ | refused |',
    '|---|---|---|---|---|---|---|',
    ...rows.toSorted(),
  ];
}

function classTable(judgements: readonly Classified[]): string[] {
  const counts = new Map<string, number>();
  for (const judgement of judgements)
    for (const one of judgement.classes) {
      const key = `| ${judgement.format} | ${judgement.oracle} | ${one} |`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const rows = [...counts].map(([key, count]) => `${key} ${count} |`);
  return ['| format | oracle | class | files |', '|---|---|---|---|', ...rows.toSorted()];
}

function listOf(judgements: readonly Classified[]): string[] {
  return judgements
    .filter(({ outcome }) => outcome !== 'equal')
    .map((one) => {
      const some = (list: readonly string[]): string =>
        list.length === 0 ? '' : `${list.length} (${list.slice(0, 4).join(', ')})`;
      const parts = [
        one.missing.length === 0 ? '' : `missing ${some(one.missing)}`,
        one.extra.length === 0 ? '' : `extra ${some(one.extra)}`,
        one.refusal === null ? '' : `refused: ${one.refusal.slice(0, 200)}`,
        one.problems.length === 0
          ? ''
          : `${one.problems.length} problems (${one.problems.slice(0, 2).join(' | ').slice(0, 200)})`,
      ];
      const heading = `${one.format} ${one.formatVersion} by ${one.oracle} [${one.classes.join(', ')}] ${one.file}`;
      return `${heading}: ${parts.filter((part) => part !== '').join('; ')}`;
    });
}
