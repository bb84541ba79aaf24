export { ApplyStatus } from './apply-status.js';
export * from './dispatch.module.js';
export {
  type Composed,
  type Dispatch,
  DispatchOwner,
  type DispatchStatus,
  type OwnsDispatches,
  type Parcel,
  type PastDispatch,
  type ProviderIds,
  type Settled,
} from './dispatch-owner.js';
export {
  dispatchDueAt,
  dispatchStatus,
  failedDispatches,
  insertDispatches,
  messageOfExternalId,
  ticketsOfMails,
  unconfirmedMessages,
} from './dispatch.queries.js';
export { keepEarlyEdit, lockExternalId, takeEarlyEdit } from './early-updates.js';
export { MailIds } from './mail-ids.js';
export * from './queue-dispatch.js';
export { SendLane } from './send-lane.js';
export { type SendUnderWay, sendsUnderWay } from './sends-under-way.js';
