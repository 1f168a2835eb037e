/** The tables as kysely sees them. `README.md` says what each is for; `migrations/` makes them. */
export interface Tables {
  readonly counter: { readonly name: string; readonly value: number };
  readonly package: {
    readonly id: number;
    readonly ecosystem: string;
    readonly compared: string;
    readonly name: string | null;
  };
  readonly origin: { readonly id: number; readonly pattern: string };
  readonly statement: {
    readonly id: number;
    readonly package: number;
    readonly kind: number;
    readonly detail: number;
    readonly version: string | null;
    readonly origin: number | null;
    readonly resolved: string | null;
    readonly revision: string | null;
    readonly integrity: Uint8Array | null;
  };
  readonly pack: {
    readonly id: number;
    readonly universe: Uint8Array;
    readonly body: Uint8Array;
  };
  readonly reading: {
    readonly id: number;
    readonly reader: string;
    readonly format_version: string;
    readonly describes: string;
    readonly ecosystems: string;
  };
  readonly artefact: {
    readonly id: number;
    readonly digest: Uint8Array;
    readonly reading: number;
    readonly checksum: Uint8Array;
    readonly problems: string | null;
    readonly installs: string | null;
    readonly pack: number | null;
    readonly slot: number;
    readonly documents: number;
    readonly pairs: number;
  };
  readonly content: { readonly key: Uint8Array; readonly artefact: number };
  readonly target: {
    readonly id: number;
    readonly identity: string;
    readonly name: string;
    readonly kind: string;
    readonly place: string;
    readonly looked_at: string;
  };
  readonly part: {
    readonly id: number;
    readonly target: number;
    readonly key: string;
    readonly kind: string;
    readonly fingerprint: string;
    readonly reach: string | null;
    readonly evidence: Uint8Array;
    readonly problems: Uint8Array | null;
    readonly weights: Uint8Array | null;
    readonly notes: Uint8Array | null;
  };
  readonly look: { readonly part: number; readonly looked_at: string };
  readonly sighting: { readonly part: number; readonly number: number; readonly artefact: number };
}
