import { describe, expect, it } from 'vitest';
import { checkRunbook } from '../../src/runbook/check.ts';
import { readRunbook } from '../../src/runbook/read.ts';
import { catalogue } from './support/catalogue.ts';
import { shippedText } from './support/definitions.ts';

const now = Date.parse('2026-12-01T00:00:00.000Z');

function check(text: string, at = now): { errors: string[]; warnings: string[] } {
  const { places, problems, runbook } = readRunbook(text, 'x.yaml');
  if (runbook === null) throw new Error(JSON.stringify(problems));
  const { errors, warnings } = checkRunbook(runbook, catalogue, places, at);
  const line = (problem: (typeof errors)[number]): string =>
    `${problem.line} ${problem.code} ${problem.message}`;
  return { errors: errors.map(line), warnings: warnings.map(line) };
}

/** The shipped runbook with texts in it changed, and the line of the first. */
function changed(...changes: readonly (readonly [string, string])[]): {
  text: string;
  line: number;
} {
  const first = changes[0]?.[0] ?? '';
  const line = shippedText.slice(0, shippedText.indexOf(first)).split('\n').length;
  const text = changes.reduce((before, [from, to]) => {
    expect(before.split(from)).toHaveLength(2);
    return before.replace(from, () => to);
  }, shippedText);
  return { text, line };
}

const gate = (fact: string): string =>
  `  - { id: hold, kind: gate, title: Hold, owner: role:platform, control: close, require: [${fact}] }\n`;

describe('checking a runbook', () => {
  it('finds nothing wrong with the shipped one', () => {
    const { errors, warnings } = check(shippedText);

    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('NEVER_EXERCISED')]);
  });

  it.each<[string, readonly (readonly [string, string])[]]>([
    ['DUPLICATE_ID another step has the id freeze', [['  - id: rescan\n', '  - id: freeze\n']]],
    [
      'UNKNOWN_ROLE role boss is not in roles',
      [
        ['version: 1.0.0', 'version: 1.0.1'],
        ['owner: role:incident-commander\nreviewedAt', 'owner: role:boss\nreviewedAt'],
      ],
    ],
    [
      'UNKNOWN_CONTROL there is no control stopit',
      [['    control: stop-installs\n', '    control: stopit\n']],
    ],
    ['UNKNOWN_FACT there is no fact kept', [['    records: evidence-kept', '    records: kept']]],
    ['UNKNOWN_STEP there is no step bust', [['before: [cache-bust]', 'before: [bust]']]],
    ['UNKNOWN_WORKLIST there is no worklist host', [['worklist: hosts', 'worklist: host']]],
    [
      'UNKNOWN_ACTION there is no action registry.freez',
      [['action: registry.freeze', 'action: registry.freez']],
    ],
    [
      'BAD_ARGUMENT repositories.pin does not take this',
      [['action: repositories.pin', 'action: repositories.pin\n            with: { prefiks: x }']],
    ],
    [
      'BAD_SELECTOR branches can never match: repositories.pin goes over exposed-branches',
      [['over: exposed-branches', 'over: branches']],
    ],
    [
      'WIDER_SEMANTICS step preserve-evidence promises more than its action holds: it cannot be taken back',
      [
        [
          'semantics: { repeat: safe, observable: true, undo: false }\n    verify: evidence-kept',
          'semantics: { repeat: safe, observable: true, undo: true }\n    verify: evidence-kept',
        ],
      ],
    ],
    [
      'BAD_PROBE step unfreeze is verified by installs-served',
      [['verify: installs-served', 'verify: installs-refused']],
    ],
    [
      'ACTION_OR_UNDOES step unfreeze has to name either',
      [['undoes: freeze', 'undoes: freeze\n    action: registry.freeze']],
    ],
    ['ACTION_OR_UNDOES step unfreeze has to name either', [['    undoes: freeze\n', '']]],
    [
      'CANNOT_UNDO what step preserve-evidence does cannot be taken back',
      [['undoes: freeze', 'undoes: preserve-evidence']],
    ],
    ['UNKNOWN_STEP there is no step frieze', [['undoes: freeze', 'undoes: frieze']]],
    [
      'NEEDS_APPROVAL step cache-bust cannot be taken back',
      [
        [
          'verify: cache-clear\n            approval: one',
          'verify: cache-clear\n            approval: none',
        ],
      ],
    ],
    [
      'FACT_NEVER_RECORDED hosts-checked is required, and no step records it',
      [['            records: hosts-checked\n', '']],
    ],
    [
      'DEADLOCK step freeze waits for rescan-clear for ever: rescan comes after it',
      [
        [
          'before: [cache-bust]\n    require: [evidence-kept]',
          'before: [freeze]\n    require: [rescan-clear]',
        ],
      ],
    ],
    [
      'DEADLOCK step hold waits for rebuild-verified for ever: rebuild comes after it',
      [['  - id: rebuild\n', `${gate('rebuild-verified')}  - id: rebuild\n`]],
    ],
    [
      'UNREACHABLE_STEP no path reaches step rebuild: step hold before it never ends',
      [['  - id: rebuild\n', `${gate('rebuild-verified')}  - id: rebuild\n`]],
    ],
    [
      'DEADLOCK step rescan waits for rescan-clear for ever: it records that itself',
      [
        [
          'before: [cache-bust]\n    require: [evidence-kept]',
          'before: [rescan]\n    require: [rescan-clear]',
        ],
      ],
    ],
    [
      'DEADLOCK step check-hosts waits for tokens-revoked for ever: revoke-tokens waits for this step in turn',
      [
        [
          'before: [cache-bust]\n    require: [evidence-kept]',
          'before: [check-hosts]\n    require: [tokens-revoked]',
        ],
      ],
    ],
  ])('names %s', (expected, changes) => {
    const { text } = changed(...changes);

    expect(check(text).errors).toContainEqual(expect.stringContaining(expected));
  });

  it('gives the line of what has to be mended', () => {
    const { line, text } = changed(['over: exposed-branches', 'over: branches']);

    expect(check(text).errors).toEqual([
      expect.stringMatching(new RegExp(`^${line} BAD_SELECTOR`)),
    ]);
  });

  it.each([
    ['UNKNOWN_STEP', 'undoes: freeze', 'undoes: frieze'],
    ['FACT_NEVER_RECORDED', '            records: hosts-checked\n', ''],
    ['DUPLICATE_ID', '  - id: report\n', '  - id: clean\n'],
  ])('says %s once, and nothing that only follows from it', (code, from, to) => {
    const { errors } = check(changed([from, to]).text);

    expect(errors.map((text) => text.split(' ')[1])).toEqual([code]);
  });

  it('does not let a step take back a later one', () => {
    const { text } = changed(
      ['  - id: freeze\n', '  - id: later\n'],
      ['undoes: freeze', 'action: registry.freeze'],
      ['verify: installs-served', 'verify: installs-refused'],
      [
        'semantics: { repeat: safe, observable: true, undo: false }\n    verify: installs-refused\n    approval: one\n\n  - id: report',
        'semantics: { repeat: safe, observable: true, undo: true }\n    verify: installs-refused\n    approval: one\n\n  - id: report',
      ],
      [
        '    action: registry.freeze\n    semantics: { repeat: safe, observable: true, undo: true }\n    verify: installs-refused\n    approval: one\n\n  - id: clean',
        '    undoes: unfreeze\n    semantics: { repeat: safe, observable: true, undo: false }\n    verify: installs-served\n    approval: one\n\n  - id: clean',
      ],
    );

    expect(check(text).errors).toEqual([
      expect.stringContaining('CANNOT_UNDO step unfreeze does not come before later'),
    ]);
  });

  it('warns of what is missing or overdue', () => {
    const { text } = changed(
      ['    owner: role:platform\n    control: stop-installs\n', '    owner: role:platform\n'],
      ['  - id: report\n    kind: report\n', '  - { id: report, kind: human, ask: Written?, '],
      [
        '    title: Write the report\n    owner: role:incident-commander\n    control: close\n',
        'title: Report, owner: role:platform, control: close }\n',
      ],
    );
    const { warnings } = check(text, Date.parse('2027-06-01T00:00:00.000Z'));

    expect(warnings.map((warning) => warning.replace(/^\d+ (\w+) .*/, '$1')).toSorted()).toEqual([
      'CONTROL_UNUSED',
      'NEVER_EXERCISED',
      'NO_CONTROL',
      'NO_REPORT',
      'REVIEW_OVERDUE',
    ]);
  });
});
