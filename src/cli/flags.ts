import * as Flags from '@oclif/core/flags';

/** `--incident` of commands that may also do without one. */
export const incidentFlag = {
  incident: Flags.string({
    description: 'An incident opened here, an incident file, or a list of compromised packages.',
  }),
};

/** `--incident` of commands that ask about a kept scan; left out, the one incident there is. */
export const keptIncidentFlag = {
  incident: Flags.string({ description: 'The incident. May be left out while there is only one.' }),
  scan: Flags.integer({ min: 1, description: 'Number of the scan (default: the latest).' }),
};

/** `--from` of commands that import lists. */
export const fromFlag = {
  from: Flags.string({
    required: true,
    multiple: true,
    multipleNonGreedy: true,
    description: 'A list, or a folder of OSV records. Give it again for each list.',
  }),
};

/** `--details` of commands that print the map. */
export const detailsFlag = {
  details: Flags.boolean({
    description: 'Show every exposure whole: place and line, all refs, the shortest path.',
  }),
};
