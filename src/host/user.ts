import { hostname, userInfo } from 'node:os';

/** Who is at the keyboard, as the operating system has it. */
export interface LocalUser {
  readonly login: string;
  readonly host: string;
}

/** Not from the environment, which anybody can set. */
export function localUser(): LocalUser {
  return { login: userInfo().username, host: hostname() };
}
