import type { Sight } from '../types.ts';

/** What files that start installs show. */
export const launchesSight: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'none',
  dev: 'none',
  integrity: 'none',
  blind: [
    'It says what a command asks for, not whether the command ran, nor which version it got.',
    'A name that is a variable is not told, nor is what a command of its own installs in turn.',
    'Commands in files of other programs (GitLab, CircleCI, Jenkins, Ansible, PowerShell, Python, Nix) are not read.',
    'Scripts are told by their names: one without an ending is read in `.husky` alone.',
    'A symbolic link is passed over; what it leads to is read where it lies.',
  ],
};
