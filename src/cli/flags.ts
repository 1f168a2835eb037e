import * as Flags from '@oclif/core/flags';

/** `--incident` of commands that may also do without one. */
export const incidentFlag = {
  incident: Flags.string({
    helpValue: 'ID|FILE',
    description: 'An incident opened here, an incident file, or a list of compromised packages.',
  }),
};

/** `--incident` of commands that ask about a kept scan; left out, the one incident there is. */
export const keptIncidentFlag = {
  incident: Flags.string({
    helpValue: 'ID',
    description: 'The incident. May be left out while there is only one.',
  }),
  scan: Flags.integer({
    min: 1,
    helpValue: 'N',
    description: 'Number of the scan (default: the latest).',
  }),
};

/** `--from` of commands that import lists. */
export const fromFlag = {
  from: Flags.string({
    required: true,
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'LIST',
    description: 'A list, or a folder of OSV records. Give it again for each list.',
  }),
};

/** `--details` of commands that print the map. */
export const detailsFlag = {
  details: Flags.boolean({
    description: 'Show every exposure whole: file and line, all refs, the shortest path.',
  }),
};
