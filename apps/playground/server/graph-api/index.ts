export { GraphApi, type GraphApiOptions } from './graph-api.js';
export {
  type ChangeValue,
  type Customer,
  echoTo,
  fileFrom,
  messageFrom,
  numberChanged,
  statusOf,
  textFrom,
} from './cloud-payloads.js';
export type { Accepted, Media } from './graph-memory.js';
export type { Misbehaviour } from '../stand-in/index.js';
export { signedWebhook } from './cloud-payloads.js';
export { type GraphTemplate, textOfTemplate } from './templates.js';
