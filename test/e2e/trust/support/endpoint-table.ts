import type { Ids } from './world.js';

/**
 * Who reaches an operation's object: `ticket` those who may see the ticket, `workspace` agents with the role, `self`
 * each caller for themselves, `visitor` the visitor whose it is, `public` all callers.
 */
type Reach = 'ticket' | 'workspace' | 'self' | 'visitor' | 'public';

export interface Attempt {
  reach: Reach;
  /** The parameters of the path, where they are not called as the things are. */
  params?: (ids: Ids) => Ids;
  query?: string | ((ids: Ids) => string);
  body?: (ids: Ids) => unknown;
  /** Sent as it is, instead of JSON. */
  bytes?: string;
  /** Answers to the one who may, where they are not the operation's own. */
  rightful?: number[];
  /** Called by the rightful one last, or not at all, since it ends what others need. */
  ends?: 'session' | 'never';
}

const spare =
  (name: string, of: string) =>
  (ids: Ids): Ids => ({ [name]: ids[of]! });
const order = {
  number: 'A-1',
  locale: 'en',
  currency: 'EUR',
  total: '1.00',
  items: [],
  status: 'paid',
  updatedAt: '2026-01-01T00:00:00Z',
};
const target = { firstResponseSeconds: 3_600, resolutionSeconds: null };
const windows = [{ weekday: 2, from: '09:00', to: '17:00' }];
const token = 'A'.repeat(43);
const visitorTicket = (ids: Ids): Ids => ({ ticketId: ids.visitorTicketId! });

/** A valid call of every operation that is served. A new one has to be put here: see routes.spec.ts. */
export const attempts: Record<string, Attempt> = {
  'POST /api/v1/sessions': {
    reach: 'public',
    body: () => ({ email: 'nobody@shop.example', password: 'wrong-password' }),
    rightful: [401],
  },
  'GET /api/v1/sessions/current': { reach: 'self' },
  'POST /api/v1/sessions/current/workspace': {
    reach: 'self',
    body: (ids) => ({ workspaceId: ids.workspaceId }),
    ends: 'session',
  },
  'DELETE /api/v1/sessions/current': { reach: 'self', ends: 'session' },
  'PATCH /api/v1/sessions/current/preferences': { reach: 'self', body: () => ({ theme: 'dark' }) },
  'POST /api/v1/sessions/current/password': {
    reach: 'self',
    body: () => ({ currentPassword: 'wrong-password', password: 'another-long-password' }),
    rightful: [403],
  },
  'POST /api/v1/password-resets': { reach: 'public', body: () => ({ email: 'nobody@shop.example' }) },
  'POST /api/v1/password-resets/redeem': {
    reach: 'public',
    body: () => ({ token, password: 'another-long-password' }),
    rightful: [403],
  },
  'POST /api/v1/links/check': { reach: 'public', body: () => ({ kind: 'reset', token }), rightful: [403] },
  'POST /api/v1/invitations/redeem': {
    reach: 'public',
    body: () => ({ token, name: 'Eve', password: 'another-long-password' }),
    rightful: [403],
  },
  'POST /api/v1/setup': {
    reach: 'public',
    body: () => ({
      token,
      workspaceName: 'Eve',
      name: 'Eve',
      email: 'eve@shop.example',
      password: 'another-long-password',
    }),
    rightful: [403],
  },

  'GET /api/v1/agents': { reach: 'workspace' },
  'POST /api/v1/agents': {
    reach: 'workspace',
    body: () => ({ email: 'new@shop.example', name: 'New', role: 'agent' }),
  },
  'PATCH /api/v1/agents/{agentId}': {
    reach: 'workspace',
    params: spare('agentId', 'spareAgentId'),
    body: () => ({ onlyAssigned: false }),
  },
  'GET /api/v1/teams': { reach: 'workspace' },
  'POST /api/v1/teams': { reach: 'workspace', body: () => ({ name: 'new' }) },
  'PATCH /api/v1/teams/{teamId}': { reach: 'workspace', body: () => ({ name: 'renamed' }) },
  'DELETE /api/v1/teams/{teamId}': { reach: 'workspace', params: spare('teamId', 'spareTeamId') },

  'GET /api/v1/retention': { reach: 'workspace' },
  'PATCH /api/v1/retention': { reach: 'workspace', body: () => ({ rawMailDays: 3_650 }) },

  'GET /api/v1/installation': { reach: 'public' },
  'GET /api/v1/installation/notes': { reach: 'self' },
  'GET /api/v1/trouble/counts': { reach: 'workspace' },
  'GET /api/v1/dead-letters': { reach: 'workspace' },
  'GET /api/v1/dead-letters/{deadLetterId}/raw': { reach: 'workspace' },
  'PATCH /api/v1/dead-letters/{deadLetterId}': { reach: 'workspace', body: () => ({ dismissed: true }) },
  'POST /api/v1/dead-letters/{deadLetterId}/retry': { reach: 'workspace', rightful: [409] },
  'GET /api/v1/failed-deliveries': { reach: 'workspace' },
  'POST /api/v1/failed-deliveries/{deliveryId}/dismiss': { reach: 'workspace' },
  'GET /api/v1/audit-entries': { reach: 'workspace' },
  'GET /api/v1/audit-entries/actions': { reach: 'workspace' },

  'GET /api/v1/channel-kinds': { reach: 'workspace' },
  'GET /api/v1/channels': { reach: 'workspace' },
  'POST /api/v1/channels': { reach: 'workspace', body: () => ({ type: 'widget', name: 'new' }) },
  'GET /api/v1/channels/{channelId}': { reach: 'workspace' },
  'PATCH /api/v1/channels/{channelId}': { reach: 'workspace', body: () => ({ name: 'renamed' }) },
  // It has tickets, so that even an admin cannot.
  'DELETE /api/v1/channels/{channelId}': { reach: 'workspace', rightful: [409] },
  'POST /api/v1/channels/{channelId}/connect': { reach: 'workspace', params: spare('channelId', 'widgetId') },
  'POST /api/v1/channels/{channelId}/check': { reach: 'workspace', params: spare('channelId', 'widgetId') },
  'GET /api/v1/channels/{channelId}/templates': { reach: 'workspace' },
  // It has none, as mail has none.
  'POST /api/v1/channels/{channelId}/templates/sync': { reach: 'workspace', rightful: [409] },

  'GET /api/v1/tickets': { reach: 'self' },
  'GET /api/v1/tickets/counts': { reach: 'self' },
  'POST /api/v1/tickets': {
    reach: 'self',
    body: (ids) => ({ channelId: ids.channelId, to: 'ann@buyer.example', subject: 'Hello', text: 'Hello' }),
  },
  'GET /api/v1/tickets/{ticketId}': { reach: 'ticket' },
  'GET /api/v1/ticket-numbers/{number}': { reach: 'ticket' },
  'PATCH /api/v1/tickets/{ticketId}': { reach: 'ticket', body: () => ({ priority: 'high' }) },
  'POST /api/v1/tickets/{ticketId}/read': { reach: 'ticket', body: () => ({ seq: 1 }) },
  'GET /api/v1/tickets/{ticketId}/events': { reach: 'ticket' },
  'GET /api/v1/tickets/{ticketId}/changes': { reach: 'ticket' },
  'GET /api/v1/tickets/{ticketId}/messages': { reach: 'ticket' },
  'POST /api/v1/tickets/{ticketId}/messages': {
    reach: 'ticket',
    body: () => ({ text: 'hello', visibility: 'internal' }),
  },
  'POST /api/v1/tickets/{ticketId}/messages/{messageId}/send-again': {
    reach: 'ticket',
    params: (ids) => ({ ticketId: ids.ticketId!, messageId: ids.answerId! }),
    rightful: [201, 409],
  },
  'POST /api/v1/tickets/{ticketId}/messages/{messageId}/attachments/{attachmentId}/fetch-again': {
    reach: 'ticket',
    rightful: [409],
  },
  'POST /api/v1/tickets/{ticketId}/messages/{messageId}/cancel': {
    reach: 'ticket',
    params: (ids) => ({ ticketId: ids.ticketId!, messageId: ids.answerId! }),
    // Only the author may.
    rightful: [403, 409],
  },
  'GET /api/v1/tickets/{ticketId}/messages/{messageId}/raw': { reach: 'ticket' },
  'GET /api/v1/tickets/{ticketId}/messages/{messageId}/remote-image': {
    reach: 'ticket',
    query: (ids) => `url=${encodeURIComponent(ids.pictureUrl!)}`,
  },
  'GET /api/v1/tickets/{ticketId}/draft': { reach: 'ticket' },
  'PUT /api/v1/tickets/{ticketId}/draft': { reach: 'ticket', body: () => ({ text: 'begun', visibility: 'public' }) },
  'GET /api/v1/tickets/{ticketId}/orders': { reach: 'ticket' },
  'GET /api/v1/tickets/{ticketId}/orders/search': { reach: 'ticket', query: 'number=HH-1' },
  'PUT /api/v1/tickets/{ticketId}/orders/{orderId}': { reach: 'ticket' },
  'DELETE /api/v1/tickets/{ticketId}/orders/{orderId}': { reach: 'ticket' },
  'GET /api/v1/tickets/{ticketId}/clocks': { reach: 'ticket' },
  'GET /api/v1/contacts': { reach: 'self', query: 'q=ann' },
  'GET /api/v1/contacts/{contactId}': { reach: 'ticket' },
  'POST /api/v1/attachments': { reach: 'self', bytes: 'bytes' },

  'GET /api/v1/store-platforms': { reach: 'workspace' },
  'GET /api/v1/stores': { reach: 'workspace' },
  'POST /api/v1/stores': { reach: 'workspace', body: () => ({ name: 'new' }) },
  'PATCH /api/v1/stores/{storeId}': { reach: 'workspace', body: () => ({ name: 'renamed' }) },
  'PUT /api/v1/stores/{storeId}/orders/{externalId}': {
    reach: 'workspace',
    params: (ids) => ({ storeId: ids.storeId!, externalId: '1' }),
    body: () => order,
  },
  'GET /api/v1/stores/{storeId}/orders/{externalId}': {
    reach: 'workspace',
    params: (ids) => ({ storeId: ids.storeId!, externalId: '1' }),
  },
  'GET /api/v1/stores/{storeId}/notices': { reach: 'workspace' },
  'PUT /api/v1/stores/{storeId}/notices/{kind}': {
    reach: 'workspace',
    params: (ids) => ({ storeId: ids.storeId!, kind: 'late' }),
    body: () => ({ active: false }),
  },
  'GET /api/v1/contact-notices': { reach: 'self' },
  'POST /api/v1/contact-notices/{noticeId}/done': { reach: 'workspace' },

  'GET /api/v1/reports/response-times': { reach: 'self' },
  'GET /api/v1/reports/now': { reach: 'self' },

  'GET /api/v1/articles': { reach: 'workspace' },
  'GET /api/v1/articles/search': { reach: 'workspace', query: 'q=canary' },
  'POST /api/v1/articles': { reach: 'workspace', body: () => ({ locale: 'en', title: 'new', body: 'new' }) },
  'GET /api/v1/articles/{articleId}': { reach: 'workspace' },
  'PATCH /api/v1/articles/{articleId}': { reach: 'workspace', body: () => ({ title: 'renamed' }) },
  'DELETE /api/v1/articles/{articleId}': { reach: 'workspace', params: spare('articleId', 'spareArticleId') },
  'GET /api/v1/stored-placeholders': { reach: 'workspace' },
  'GET /api/v1/saved-replies': { reach: 'workspace' },
  'POST /api/v1/saved-replies': {
    reach: 'workspace',
    body: () => ({ name: 'new', shortcut: 'new', variants: [{ locale: 'en', body: 'Hello' }] }),
  },
  'PATCH /api/v1/saved-replies/{replyId}': { reach: 'workspace', body: () => ({ name: 'renamed' }) },
  'DELETE /api/v1/saved-replies/{replyId}': { reach: 'workspace', params: spare('replyId', 'spareReplyId') },

  'GET /api/v1/business-hours': { reach: 'workspace' },
  'POST /api/v1/business-hours': { reach: 'workspace', body: () => ({ name: 'new', timeZone: 'UTC', windows }) },
  'PATCH /api/v1/business-hours/{hoursId}': { reach: 'workspace', body: () => ({ name: 'renamed' }) },
  'DELETE /api/v1/business-hours/{hoursId}': { reach: 'workspace', params: spare('hoursId', 'spareHoursId') },
  'GET /api/v1/sla-policies': { reach: 'workspace' },
  'POST /api/v1/sla-policies': {
    reach: 'workspace',
    body: () => ({
      name: 'new',
      hoursId: null,
      targets: { low: target, normal: target, high: target, urgent: target },
    }),
  },
  'PATCH /api/v1/sla-policies/{policyId}': { reach: 'workspace', body: () => ({ name: 'renamed' }) },
  'DELETE /api/v1/sla-policies/{policyId}': { reach: 'workspace', params: spare('policyId', 'sparePolicyId') },

  'POST /api/v1/visitor/sessions': { reach: 'public', body: (ids) => ({ channelId: ids.widgetId }) },
  'POST /api/v1/visitor/sessions/resumed': {
    reach: 'public',
    body: (ids) => ({ channelId: ids.widgetId, origin: 'https://shop.example', ticket: token, next: 'B'.repeat(43) }),
    rightful: [401],
  },
  'POST /api/v1/visitor/sessions/mailed': {
    reach: 'public',
    body: (ids) => ({ channelId: ids.widgetId, link: token }),
    rightful: [401],
  },
  'POST /api/v1/visitor/resume-tickets': {
    reach: 'visitor',
    body: () => ({ origin: 'https://shop.example', ticket: 'C'.repeat(43) }),
  },
  'GET /api/v1/visitor/config': { reach: 'public', query: (ids) => `channelId=${ids.widgetId}` },
  'GET /api/v1/visitor/articles': { reach: 'public', query: (ids) => `channelId=${ids.widgetId}` },
  'DELETE /api/v1/visitor/sessions/current': { reach: 'visitor', ends: 'never' },
  'GET /api/v1/visitor/tickets': { reach: 'visitor' },
  'GET /api/v1/visitor/tickets/{ticketId}/messages': { reach: 'visitor', params: visitorTicket },
  'GET /api/v1/visitor/tickets/{ticketId}/changes': { reach: 'visitor', params: visitorTicket, query: 'after=0' },
  'POST /api/v1/visitor/tickets/{ticketId}/read': { reach: 'visitor', params: visitorTicket, body: () => ({ seq: 1 }) },
  'POST /api/v1/visitor/messages': { reach: 'visitor', body: (ids) => ({ id: ids.freshId, text: 'hello' }) },
  'POST /api/v1/visitor/email': { reach: 'visitor', body: () => ({ email: 'ann@buyer.example' }) },
  'POST /api/v1/visitor/attachments': { reach: 'visitor', bytes: 'bytes' },
};
