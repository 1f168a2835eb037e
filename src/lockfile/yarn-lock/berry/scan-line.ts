import { createLineReader } from '../../reading/line-tape.ts';

/** The lines of a file in the YAML that yarn writes. Keys and scalars without quotes begin with none of YAML's indicators. */
export const withBerryLines = createLineReader({
  keyStart: /[\w^~./(=+$]/,
  key: /[ !$-&(-9;-[\]-~]/,
  plainStart: /[\w^~./(=+$]/,
  plain: /[ !$-&(-9;-[\]-~]/,
  quote: '"',
  quoted: /[ !#-[\]-~]/,
  rich: false,
  text: / /,
  word: /\w/,
});
