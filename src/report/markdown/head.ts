import type { Report } from '../schema.ts';
import { code, codes, time, plural, prose, record } from './text.ts';

/** What this is a report of, how far it can be trusted, and the command that checks it. */
export function headLines(report: Report): string[] {
  const { about } = report;
  const { runbook } = about;
  return [
    `# Report of run ${code(about.run)}`,
    '',
    ...warningLines(report),
    `- **Incident:** ${code(about.incident.id)}${about.incident.title === null ? '' : ` ${code(about.incident.title)}`}, list ${code(about.incident.listDigest)}`,
    ...(about.organisation === null ? [] : [`- **Organisation:** ${code(about.organisation)}`]),
    `- **Run:** ${stateText(report)}; mode **${about.mode}**; ${time(about.startedAt)} (#0) to ${time(about.lastAt)} (${record(about.records - 1)})`,
    `- **Runbook:** ${prose(runbook.title)} (${code(runbook.id)} ${code(runbook.version)}), ${code(runbook.digest)}; owner ${code(runbook.owner)}; reviewed ${runbook.reviewedAt}, ${runbook.exercisedAt === null ? '**never exercised**' : `exercised ${runbook.exercisedAt}`}`,
    `- **Started from:** scan ${about.exposure.scan ?? 'without a number'}, ${code(about.exposure.digest)}; site file ${about.site === null ? 'none' : code(about.site)}`,
    `- **Record:** ${plural(about.records, 'record')}, opened to write ${plural(about.processes, 'time')}, by one writer at a time, times from the clocks of ${codes(about.hosts)}; signed by ${code(about.signer.name)}`,
    `- **Verify:** ${code(about.verifyWith)} recomputes the record that every \`#number\` below leads into; firebreak ${code(about.toolVersion)} wrote it in ${code(about.directory)}`,
    '',
    ...verificationLines(report),
  ];
}

function warningLines({ about, verification }: Report): string[] {
  const loud: string[] = [];
  if (about.mode === 'demo')
    loud.push(
      '**THIS IS A DEMO.** Sample organisation, scripted decisions: nothing here happened to real systems.',
    );
  if (about.mode === 'exercise')
    loud.push('**THIS IS AN EXERCISE.** A simulated world: nothing here happened to real systems.');
  if (verification?.verified === false)
    loud.push(
      '**THE RECORD DOES NOT VERIFY.** It was changed or lost; what follows cannot be relied on.',
    );
  return loud.flatMap((text) => [`> ${text}`, '']);
}

function stateText({ about }: Report): string {
  if (about.state === 'running') return '**still going on when this report was made**';
  return about.state === 'completed' ? 'completed' : '**abandoned**';
}

function verificationLines({ about, verification }: Report): string[] {
  if (verification === null)
    return [
      `The record was **not verified** when this report was made; ${code(about.verifyWith)} does that.`,
      '',
    ];
  const { failures, notChecked, verified } = verification;
  return [
    verified
      ? 'The record verified when this report was made.'
      : `The record **did not verify** when this report was made: ${plural(failures.length, 'failure')}.`,
    '',
    ...failures
      .slice(0, 50)
      .map(({ check, message, seq }) => `- ${code(check)} ${record(seq)}: ${code(message)}`),
    ...notChecked.map(({ check, why }) => `- not checked: ${code(check)}: ${code(why)}`),
    ...(failures.length + notChecked.length > 0 ? [''] : []),
  ];
}
