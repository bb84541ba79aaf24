/** A host that must not be connected to. The message names the host, never the addresses that it resolved to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  /** A retry cannot succeed. */
  readonly refused = true;

  constructor(host: string) {
    super(`${host.slice(0, 253)} is not an address that may be used here`);
  }
}

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

  /** Whether the rules forbid the address, so that a retry cannot succeed. */
  get refused(): boolean {
    return this.fault === 'refused' || this.fault === 'bad-url';
  }
}
