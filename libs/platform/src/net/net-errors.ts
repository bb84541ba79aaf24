/** A host that must not be reached. The message repeats what was asked for, never what it resolved to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  /** Trying again will not help. */
  readonly refused = true;

  constructor(host: string) {
    super(`${host.slice(0, 253)} is not an address that may be used here`);
  }
}

export type FetchFault = 'bad-url' | 'refused' | 'unreachable' | 'timeout' | 'too-large' | 'broken';

/** A guarded request that has no answer. `written` says whether it may have reached the other side all the same. */
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

  /** Whether the rules do not allow it, so that trying again will not help. */
  get refused(): boolean {
    return this.fault === 'refused' || this.fault === 'bad-url';
  }
}
