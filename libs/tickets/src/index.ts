export * from './automatic/answerer.js';
export { wayToAPerson } from './automatic/way-to-a-person.js';
export * from './core/bump-ticket.js';
export { dueSoon } from './desk/filter-tickets.js';
export * from './core/find-visible-ticket.js';
export { SmtpListener } from './mail/smtp-listener.js';
export { awaitReply } from './inbound/awaited-replies.js';
import './core/message.entity.js';
export { type Outbound, appendOutbound } from './outbound/append-outbound.js';
export * from './core/record-event.js';
export * from './core/reply-values.js';
export { searchQuery, searchVector, searchWords } from './core/search-words.js';
export * from './core/set-ticket-clock.js';
import './core/ticket.entity.js';
export * from './core/ticket-hints.js';
export { replyWindowEnd } from './core/ticket-view.js';
export { snippetOf, subjectOf } from './core/snippet.js';
export * from './tickets.module.js';
export {
  VISITOR_AVAILABILITY,
  VISITOR_HELP,
  type VisitorAvailability,
  type VisitorHelp,
} from './visitors/visitor-sources.js';
