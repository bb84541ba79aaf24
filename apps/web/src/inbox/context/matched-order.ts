import type { Answer } from '../../api/call.js';

/** An order of the ticket's contact, and by what it was matched. */
export type MatchedOrder = Answer<'listTicketOrders'>['items'][number];
