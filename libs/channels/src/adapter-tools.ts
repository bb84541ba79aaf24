/** The only network access of an adapter: refuses private addresses, limits time and bytes. */
export type GuardedFetch = (
  url: string,
  init?: {
    method?: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array | FormData;
    timeoutMs?: number;
    maxBytes?: number;
  },
) => Promise<GuardedResponse>;
export interface GuardedResponse {
  status: number;
  headers: Headers;
  body: Buffer;
}
/**
 * Thrown by a guarded fetch. `written`: the server may have received the request; `refused`: its address is not
 * allowed.
 */
export interface FetchFailure extends Error {
  written: boolean;
  refused?: boolean;
  /** The answer has more bytes than were asked for at most. */
  tooLarge?: boolean;
  /** Of a refused address: why, and by which setting it would be allowed. */
  hint?: string;
}

/** What a mail adapter needs to send mail and to recognise ours. */
export interface MailTools {
  /** The installation's server for outgoing mail. */
  smtpUrl?: string;
  /** Signs our Message-IDs. */
  messageIdKey: string | Buffer;
  /**
   * Resolves a server from the settings. Rejects with `refused` when the address is not allowed, and `hint` says why.
   */
  resolve(host: string, port: number): Promise<string>;
}

/** What an adapter may use. */
export interface AdapterTools {
  fetch: GuardedFetch;
  now: () => Date;
  mail: MailTools;
}
