import type { EndpointDefinition, RequestOf, ResponseOf } from '#libs/contracts';

/** The contracts, as types alone: their schemas stay on the server and weigh nothing here. */
type Contracts = typeof import('#libs/contracts');
type EndpointName = { [K in keyof Contracts]: Contracts[K] extends EndpointDefinition ? K : never }[keyof Contracts];
type Endpoint<N extends EndpointName> = Contracts[N] extends EndpointDefinition ? Contracts[N] : never;
type Route<N extends EndpointName> = `${Endpoint<N>['method']} ${Endpoint<N>['path']}`;

/** Method and path of each operation of the visitor's. The compiler holds every line against the contract. */
export const routes = {
  createVisitorSession: 'POST /api/v1/visitor/sessions',
  endVisitorSession: 'DELETE /api/v1/visitor/sessions/current',
  getVisitorConfig: 'GET /api/v1/visitor/config',
  searchVisitorArticles: 'GET /api/v1/visitor/articles',
  listVisitorTickets: 'GET /api/v1/visitor/tickets',
  listVisitorMessages: 'GET /api/v1/visitor/tickets/{ticketId}/messages',
  listVisitorChanges: 'GET /api/v1/visitor/tickets/{ticketId}/changes',
  sendVisitorMessage: 'POST /api/v1/visitor/messages',
  markVisitorRead: 'POST /api/v1/visitor/tickets/{ticketId}/read',
  claimVisitorEmail: 'POST /api/v1/visitor/email',
  uploadVisitorAttachment: 'POST /api/v1/visitor/attachments',
} as const satisfies { [N in EndpointName]?: Route<N> };

/** Names of the operations that the panel calls. */
export type Operation = keyof typeof routes;
type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What an operation is sent: `params`, `query` and `body`, as far as its contract has them. */
export type RequestInput<N extends Operation> = Given<RequestOf<Endpoint<N>>>;
/** What it answers. */
export type Answer<N extends Operation> = ResponseOf<Endpoint<N>>;
