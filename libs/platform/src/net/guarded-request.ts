/** The options of a guarded request. */
export interface GuardedInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | FormData;
  /** Time limit of the whole request, from the look-up to the last byte. */
  timeoutMs?: number;
  /** Size limit of the answer's body. */
  maxBytes?: number;
}

/** An answer of any status, also of a redirect. */
export interface GuardedAnswer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** A fetch for URLs from settings or messages. Throws GuardedFetchError. */
export type GuardedFetch = (url: string, init?: GuardedInit) => Promise<GuardedAnswer>;

export type FetchFault = 'bad-url' | 'refused' | 'unreachable' | 'timeout' | 'too-large' | 'broken';

/** A guarded request got no answer. `written`: the server may have received it all the same. */
export class GuardedFetchError extends Error {
  override readonly name = 'GuardedFetchError';

  constructor(
    readonly fault: FetchFault,
    readonly written: boolean,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Of a refused address: why, and by which setting it would be allowed. */
  get hint(): string | undefined {
    return (this.cause as { hint?: string } | undefined)?.hint;
  }

  /** The answer has more bytes than the limit. */
  get tooLarge(): boolean {
    return this.fault === 'too-large';
  }

  /** Whether the rules forbid the address, so that a retry cannot succeed. */
  get refused(): boolean {
    return this.fault === 'refused' || this.fault === 'bad-url';
  }
}
