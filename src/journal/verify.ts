import { type ChainReading, readChain } from './chain.ts';
import { parseVerifier } from './note.ts';
import { journalName, lockName } from './place.ts';
import { dataOf, type JournalRecord } from './record.ts';
import type { RunFiles } from './run-files.ts';
import { collector, type Findings, type Verification } from './verification.ts';
import { checkApprovals } from './verify/approvals.ts';
import { checkCheckpoints } from './verify/checkpoints.ts';
import { checkEffects } from './verify/effects.ts';
import { checkEvidence } from './verify/evidence.ts';
import { checkStart } from './verify/start.ts';

/** Replays records with the definition's text; gives what does not hold, null where all does. */
export type Replay = (records: readonly JournalRecord[], definition: string) => string | null;

/** What a run is verified with. */
export interface VerifyOptions {
  /** Null where nothing can replay. */
  readonly replay: Replay | null;
  /** Text of a checkpoint that was kept elsewhere. */
  readonly anchor: string | null;
}

/**
 * Recomputes everything that the files of a run say of themselves, and names what could not be checked. Repairs nothing,
 * and throws only where the files themselves cannot be reached.
 */
export async function verifyRun(files: RunFiles, options: VerifyOptions): Promise<Verification> {
  const bytes = await files.read(journalName);
  if (bytes === null) return resultOf([], '', [missingJournal()]);
  const chain = readChain(bytes);
  const whole = chain.records.filter((record) => record !== null);
  const run = whole[0]?.run ?? '';
  const findings: Findings[] = [{ failures: [...chain.failures], notChecked: [] }, tornEnd(chain)];
  const first = chain.records[0];
  if (first?.type === 'run.started') {
    const { signer } = dataOf(first, 'run.started');
    findings.push(
      await signatures(files, options.anchor, chain, first.run, signer.key),
      await checkStart(files, first),
    );
  } else findings.push(withoutStart(chain));
  findings.push(await checkEvidence(files, whole), await otherFiles(files));
  if (chain.failures.length === 0 && whole.length > 0)
    findings.push(
      checkEffects(whole),
      checkApprovals(whole),
      await replayed(files, whole, options),
    );
  else findings.push(skipped());
  return resultOf(chain.lines, run, findings);
}

function resultOf(
  lines: readonly Uint8Array[],
  run: string,
  findings: readonly Findings[],
): Verification {
  const failures = findings.flatMap((one) => one.failures);
  const notChecked = findings.flatMap((one) => one.notChecked);
  return { run, records: lines.length, verified: failures.length === 0, failures, notChecked };
}

function missingJournal(): Findings {
  const found = collector('syntax');
  found.fail(null, `${journalName} is not there or cannot be read`);
  return found;
}

function tornEnd({ lines, torn }: ChainReading): Findings {
  const found = collector('torn');
  if (torn !== null)
    found.fail(
      lines.length,
      `record ${lines.length}: ${torn.length} bytes without a line end; whoever goes on with the run moves them to the evidence`,
    );
  return found;
}

function withoutStart({ lines }: ChainReading): Findings {
  const found = collector('checkpoints');
  if (lines.length === 0) found.fail(0, 'record 0 is missing: there is no whole line');
  found.skip('record 0 cannot be read, which names the key');
  return found;
}

async function signatures(
  files: RunFiles,
  anchor: string | null,
  { lines }: ChainReading,
  run: string,
  key: string,
): Promise<Findings> {
  const found = collector('signer');
  const signer = parseVerifier(key);
  if (signer === null) {
    found.fail(0, 'record 0: the key it names is no Ed25519 verifier key');
    return found;
  }
  found.skip(`whether ${key} is the key of the machine you mean: record 0 itself names it`);
  const checked = await checkCheckpoints(files, { run, signer, lines }, anchor);
  return {
    failures: checked.failures,
    notChecked: [...checked.notChecked, ...found.notChecked],
  };
}

async function otherFiles(files: RunFiles): Promise<Findings> {
  const known = [journalName, lockName, 'definition.yaml', 'site.yaml'];
  const found = collector('files');
  for (const path of await files.list(''))
    if (!known.includes(path) && !/^(?:checkpoints|evidence|private)\//.test(path))
      found.skip(`${path} is no part of the record`);
  return found;
}

function skipped(): Findings {
  const why = 'the records themselves do not hold';
  return {
    failures: [],
    notChecked: ['effects', 'approvals', 'replay'].map((check) => ({ check, why })),
  };
}

async function replayed(
  files: RunFiles,
  records: readonly JournalRecord[],
  { replay }: VerifyOptions,
): Promise<Findings> {
  const found = collector('replay');
  const definition = await files.read('definition.yaml');
  if (replay === null) found.skip('nothing here can replay a run');
  else if (definition === null) found.skip('definition.yaml is missing');
  else {
    try {
      const problem = replay(records, Buffer.from(definition).toString('utf8'));
      if (problem !== null) found.fail(seqIn(problem), problem);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      found.fail(seqIn(message), message);
    }
  }
  return found;
}

/** The record that a message names as ours do. */
function seqIn(message: string): number | null {
  const digits = /\brecord (\d{1,9})\b/.exec(message)?.[1];
  return digits === undefined ? null : Number(digits);
}
