export { classify, type Classification } from './graph/classify.ts';
export { pathsTo, type PathsTo } from './graph/paths-to.ts';
