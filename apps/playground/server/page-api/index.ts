export { PageApi, type PageApiOptions } from './page-api.js';
export {
  type PageEvent,
  type Person,
  echoFrom,
  fileOf,
  messageOf,
  readUpTo,
  seenBy,
  signedBatch,
  textOf,
} from './page-events.js';
export type { PageMessage } from './page-memory.js';
