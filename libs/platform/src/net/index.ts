export { type AddressKind, kindOf } from './address-kind.js';
export { type AddressPolicy, AddressRules, type Resolve } from './address-rules.js';
export { createGuardedFetch } from './guarded-fetch.js';
export type { GuardedAnswer, GuardedFetch, GuardedInit } from './guarded-request.js';
export { AddressRefused, type FetchFault, GuardedFetchError } from './net-errors.js';
export { Network } from './network.js';
