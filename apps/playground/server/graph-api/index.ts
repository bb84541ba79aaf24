export { GraphApi, type GraphApiOptions } from './graph-api.js';
export { type ChangeValue, type Customer, fileFrom, messageFrom, statusOf, textFrom } from './cloud-payloads.js';
export { type Accepted, type Media, newMessageId } from './graph-memory.js';
export type { Misbehaviour } from './misbehaviour.js';
export { postWebhook, signedWebhook } from './signed-webhook.js';
