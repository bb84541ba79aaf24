export { type AddressKind, kindOf } from './address-kind.js';
export { type AddressPolicy, AddressRules, type Resolve } from './address-rules.js';
export { createGuardedFetch, type GuardedAnswer, type GuardedFetch, type GuardedInit } from './guarded-fetch.js';
export { AddressRefused, type FetchFault, GuardedFetchError } from './net-errors.js';
export { Network } from './network.js';
