/** What may be asked for. */
export interface GuardedInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | FormData;
  /** Of the whole request, from the look-up to the last byte. */
  timeoutMs?: number;
  /** Of the answer's body. */
  maxBytes?: number;
}

/** An answer, whatever its status; redirects are answers too. */
export interface GuardedAnswer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** A fetch for URLs that stand in settings or in messages. Throws GuardedFetchError. */
export type GuardedFetch = (url: string, init?: GuardedInit) => Promise<GuardedAnswer>;
