export { GraphApi, type GraphApiOptions } from './graph-api.js';
export { type ChangeValue, type Customer, fileFrom, messageFrom, statusOf, textFrom } from './cloud-payloads.js';
export type { Accepted, Media } from './graph-memory.js';
export type { Misbehaviour } from '../stand-in/index.js';
export { signedWebhook } from './signed-webhook.js';
