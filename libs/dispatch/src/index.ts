export { ApplyStatus } from './apply-status.js';
export * from './dispatch.module.js';
export * from './dispatch-owner.js';
export { dispatchDueAt, dispatchStatus, insertDispatches, ticketsOfMails } from './dispatch.queries.js';
export { keepEarlyEdit, takeEarlyEdit } from './early-updates.js';
export { MailIds } from './mail-ids.js';
export * from './queue-dispatch.js';
export { SendLane } from './send-lane.js';
