import { FirebreakError } from '../../errors.ts';
import { down } from './packuments.ts';

const missing = ['E404', 'ENOVERSIONS', 'ETARGET'];
const unreachable =
  /^(?:E5\d\d|ECONN\w+|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EPIPE|ERR_SOCKET_TIMEOUT|ETIMEDOUT|FETCH_ERROR)$/;

/** What npm's library throws, in our terms: REGISTRY_MISSING, REGISTRY_DOWN, or NPM_FAILED with npm's own code. */
export function npmFailure(error: unknown, registry: string, doing: string): FirebreakError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  if (unreachable.test(code)) return down(registry, `${code} while ${doing}: ${message}`, error);
  if (missing.includes(code)) {
    return new FirebreakError(
      'REGISTRY_MISSING',
      `${doing}: the registry ${registry} lacks ${lackedBy(error, message)}`,
      'Put it into the registry or choose another replacement, then plan anew.',
      error,
    );
  }
  return new FirebreakError(
    'NPM_FAILED',
    `${doing}: ${code === '' ? '' : `${code} `}${message}`,
    'Pin that repository by hand.',
    error,
  );
}

/** The name asked for, where the error tells it by its address. */
function lackedBy(error: unknown, message: string): string {
  const uri = error instanceof Error && 'uri' in error ? String(error.uri) : message;
  const path = /https?:\/\/[^/\s]+\/(\S+)/.exec(uri)?.[1];
  if (path === undefined) return `what is asked for (${message})`;
  try {
    return `${decodeURIComponent(path)} (${message})`;
  } catch {
    return `${path} (${message})`;
  }
}
