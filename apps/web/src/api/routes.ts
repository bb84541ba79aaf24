import type { EndpointDefinition } from '#libs/contracts';

/** The contracts, as types alone: their schemas stay on the server and weigh nothing here. */
export type Contracts = typeof import('#libs/contracts');
type EndpointName = { [K in keyof Contracts]: Contracts[K] extends EndpointDefinition ? K : never }[keyof Contracts];
export type Endpoint<N extends EndpointName> = Contracts[N] extends EndpointDefinition ? Contracts[N] : never;
type Route<N extends EndpointName> = `${Endpoint<N>['method']} ${Endpoint<N>['path']}`;

/** Method and path of each operation that this app calls. The compiler holds every line against the contract. */
export const routes = {
  reportResponseTimes: 'GET /api/v1/reports/response-times',
  reportNow: 'GET /api/v1/reports/now',
  createSession: 'POST /api/v1/sessions',
  getCurrentSession: 'GET /api/v1/sessions/current',
  switchWorkspace: 'POST /api/v1/sessions/current/workspace',
  deleteCurrentSession: 'DELETE /api/v1/sessions/current',
  updatePreferences: 'PATCH /api/v1/sessions/current/preferences',
  requestPasswordReset: 'POST /api/v1/password-resets',
  resetPassword: 'POST /api/v1/password-resets/redeem',
  acceptInvitation: 'POST /api/v1/invitations/redeem',
  setUp: 'POST /api/v1/setup',
  listAgents: 'GET /api/v1/agents',
  listTeams: 'GET /api/v1/teams',
  listChannels: 'GET /api/v1/channels',
  listTickets: 'GET /api/v1/tickets',
  countTickets: 'GET /api/v1/tickets/counts',
  createTicket: 'POST /api/v1/tickets',
  getTicket: 'GET /api/v1/tickets/{ticketId}',
  findTicketByNumber: 'GET /api/v1/tickets/by-number/{number}',
  updateTicket: 'PATCH /api/v1/tickets/{ticketId}',
  markTicketRead: 'POST /api/v1/tickets/{ticketId}/read',
  listTicketEvents: 'GET /api/v1/tickets/{ticketId}/events',
  getDraft: 'GET /api/v1/tickets/{ticketId}/draft',
  putDraft: 'PUT /api/v1/tickets/{ticketId}/draft',
  listMessages: 'GET /api/v1/tickets/{ticketId}/messages',
  sendMessage: 'POST /api/v1/tickets/{ticketId}/messages',
  resendMessage: 'POST /api/v1/tickets/{ticketId}/messages/{messageId}/send-again',
  cancelMessage: 'POST /api/v1/tickets/{ticketId}/messages/{messageId}/cancel',
  listChanges: 'GET /api/v1/tickets/{ticketId}/changes',
  uploadAttachment: 'POST /api/v1/attachments',
  getContact: 'GET /api/v1/contacts/{contactId}',
  listSavedReplies: 'GET /api/v1/saved-replies',
  listTicketOrders: 'GET /api/v1/tickets/{ticketId}/orders',
  listTicketClocks: 'GET /api/v1/tickets/{ticketId}/clocks',
} as const satisfies { [N in EndpointName]?: Route<N> };

/** Names of the operations that this app calls. */
export type Operation = keyof typeof routes;
