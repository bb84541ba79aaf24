export { ReportsApiModule, ReportsWorkerModule } from './reports.module.js';
export { noteLate } from './ticket-facts.js';
export { type TicketFacts, factRows, saveFacts } from './ticket-facts.queries.js';
