export { type Compiled, compile } from './compiled.ts';
export { decide, refusalOf } from './decide.ts';
export { dutiesOf } from './duties.ts';
export { initialState } from './initial.ts';
export { type InterlockState, interlocksOf } from './interlocks.ts';
export { replay } from './replay.ts';
export { type Exclusion, exclusionsOf } from './targets-of-run.ts';
export { waitingsOf } from './waitings.ts';
