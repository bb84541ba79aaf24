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
