export { ReportsApiModule } from './reports.module.js';
export { factRows, saveFacts } from './ticket-facts.queries.js';
export { noteLate } from './note-late.js';
export type { TicketFacts } from './ticket-facts.js';
