/** Where mirrors lie and how they may be worked on. */
export interface MirrorHome {
  /** Absolute path of the directory that holds all of them. */
  readonly directory: string;
  /** Whether the network is left alone: mirrors are then read as they stand. */
  readonly offline: boolean;
  /** Waits until nobody else works on a mirror and keeps others off until the release. `path` is the mirror's own. */
  lock(path: string): Promise<{ release(): Promise<void> }>;
  /** Says something that the person should know and that leaves nothing out of the answer. */
  tell(message: string): void;
  /** Told of what is being fetched and how far that is, in a few words, often. Absent where nobody looks. */
  readonly fetching?: (what: string) => void;
}
