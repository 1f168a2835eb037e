/** A file that says how a client resolves, as it lies around what asks. */
export interface ClientFile {
  /** Within the target. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Package managers whose ways are known. */
export type Client = 'bun' | 'npm' | 'pip' | 'pnpm' | 'poetry' | 'uv' | 'yarn';

/** A cooldown as a file states it. */
export interface StatedCooldown {
  readonly client: Client;
  /** Milliseconds; null where a moment counts. */
  readonly age: number | null;
  readonly before: number | null;
  readonly except: readonly string[];
  readonly strict: boolean;
  /**
   * The version of the client that knows the setting first; `any` where one that does not know it refuses the file, so that
   * nothing is installed; `unknown` where nobody says.
   */
  readonly since: string;
  readonly stated: string;
}

/** What a file says of cooldowns: one, that there is none, or something that is not understood. */
export type CooldownReading = StatedCooldown | 'none' | 'unclear';
