import { stripVTControlCharacters } from 'node:util';
import type { CLIError } from '@oclif/core/errors';

/**
 * What is wrong with a command line, in one line. oclif says it in several, the first of which may be a heading
 * ("The following error occurred:"), and goes on with the arguments' descriptions.
 */
export function usageMessage(error: CLIError): string {
  const missing = missingArguments(error);
  if (missing.length > 0) return `${missing.join(' and ')} must be given`;
  const lines = stripVTControlCharacters(error.message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'See more help with --help');
  const [first = '', ...rest] = lines;
  const flag = /^Parsing (--\S+)$/.exec(first)?.[1];
  if (flag !== undefined) return `${flag}: ${rest.join(' ')}`;
  if (/^The following errors? occurred:$/.test(first)) return rest.map(plainReason).join('; ');
  return first.replace(/:$/, '');
}

function plainReason(reason: string): string {
  const flag = /^Missing required flag (\S+)$/.exec(reason)?.[1];
  return flag === undefined ? reason : `--${flag} must be given`;
}

/** Names of the arguments that oclif's RequiredArgsError lists. */
function missingArguments(error: CLIError): string[] {
  const { args } = error as { args?: unknown };
  if (!Array.isArray(args) || !error.message.startsWith('Missing ')) return [];
  return args.map((one: { name?: unknown }) => String(one.name).toUpperCase());
}
