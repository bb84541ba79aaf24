export {
  VISITOR_AVAILABILITY,
  VISITOR_HELP,
  VISITOR_REPLY_TIME,
  type VisitorAvailability,
  type VisitorHelp,
  type VisitorReplyTime,
} from './describe-widget.js';
export * from './visitors.module.js';
export { visitorReadRows } from './visitors.queries.js';
