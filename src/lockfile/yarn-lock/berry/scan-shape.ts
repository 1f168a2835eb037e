/** How many of the fields are scalars; they come first. */
export const scalars = 6;

/** Which of the fields holds what an entry asks for. */
export const needs = 6;

/** What an entry may hold, as yarn writes it. What it does not know is left to a closer look. */
export const fields: readonly Uint8Array[] = [
  '  version: ',
  '  resolution: ',
  '  linkType: ',
  '  languageName: ',
  '  checksum: ',
  '  conditions: ',
  '  dependencies:\n',
  '  dependenciesMeta:\n',
  '  peerDependencies:\n',
  '  peerDependenciesMeta:\n',
  '  bin:\n',
].map((field) => Buffer.from(field));

/** 1 for what a plain scalar may begin with: none of YAML's indicators, and not the sign of a merge. */
export const plainStart = tableOf((sign) => (/[\w^~./(=+$]/.test(sign) ? 1 : 0));

/** 0 for what a plain scalar may hold, 1 for what ends it, 2 for what needs a closer look. */
export const inPlain = tableOf((sign) => {
  if (sign === ':' || sign === '\n') return 1;
  return /[ -~]/.test(sign) && !/["'#\\]/.test(sign) ? 0 : 2;
});

function tableOf(of: (sign: string) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => of(String.fromCharCode(byte)));
}
