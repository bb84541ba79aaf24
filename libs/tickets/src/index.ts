export * from './automatic/answerer.js';
export { languageOf } from './automatic/question-language.js';
export { wayToAPerson } from './automatic/way-to-a-person.js';
export * from './bump-ticket.js';
export { dueSoon } from './filter-tickets.js';
export * from './find-visible-ticket.js';
export { SmtpListener } from './inbound/mail/smtp-listener.js';
export { awaitReply } from './inbound/awaited-replies.js';
import './message.entity.js';
export { type Outbound, appendOutbound } from './outbound/append-outbound.js';
export * from './record-event.js';
export * from './reply-values.js';
export { searchQuery, searchVector, searchWords } from './search/search-words.js';
export * from './set-ticket-clock.js';
import './ticket.entity.js';
export * from './ticket-hints.js';
export { replyWindowEnd } from './ticket-view.js';
export { snippetOf, subjectOf } from './snippet.js';
export * from './tickets.module.js';
export {
  VISITOR_AVAILABILITY,
  VISITOR_HELP,
  type VisitorAvailability,
  type VisitorHelp,
} from './inbound/widget/visitor-sources.js';
