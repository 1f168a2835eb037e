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
