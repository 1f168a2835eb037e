export { type Compiled, compile } from './compiled.ts';
export { advance, decide, refusalOf } from './decide.ts';
export { dutiesOf } from './duties.ts';
export { initialState } from './initial.ts';
export { type InterlockState, interlocksOf } from './interlocks.ts';
export { replay } from './replay.ts';
export { type Exclusion, exclusionsOf } from './hidden.ts';
export { waitingsOf } from './waitings.ts';
