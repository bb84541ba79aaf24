import { randomUUID } from 'node:crypto';
import type { Message, Ticket } from '#libs/contracts';
import { newId, servedEndpoints } from '#libs/platform';
import type { Client } from '../../../support/client.js';
import { postMail } from '../../../support/mail/post-mail.js';
import { writeHtmlMail } from '../../../support/mail/write-mail.js';
import { type TestVisitor, visit } from '../../../support/visitor.js';
import type { TestWaypost } from '../../../support/waypost.js';
import { withOwner } from '../../../support/with-owner.js';
import { addMember } from './cast.js';

/** Ids of things, by the name that paths give them. */
export type Ids = Record<string, string>;

/** A workspace with one of everything, agents who may and may not see it, and a second one beside it. */
export interface World {
  waypost: TestWaypost;
  workspaceId: string;
  admin: Client;
  manager: Client;
  /** In the team that the ticket belongs to. */
  member: Client;
  /** In no team. */
  outsider: Client;
  /** In the team, but sees only what is assigned to them. */
  assignedOnly: Client;
  /** A member whose session may be spent. */
  spare: Client;
  foreign: { workspaceId: string; admin: Client; ticketId: string; messageId: string };
  visitor: TestVisitor;
  otherVisitor: TestVisitor;
  ids: Ids;
}

/** What only the home workspace's texts contain. */
export const canary = 'CANARY-OF-HOME';

/** The home ticket's mail shows a picture at `pictureUrl`. */
export async function buildWorld(waypost: TestWaypost, pictureUrl = 'http://127.0.0.1:9/x.png'): Promise<World> {
  const { member: owner, admin } = await waypost.workspace('Home');
  const foreign = await waypost.workspace('Foreign');
  const { workspaceId } = owner;
  const teamId = await create(admin, '/api/v1/teams', { name: `${canary} team` });
  const [manager, member, outsider, assignedOnly, spare] = await Promise.all([
    addMember(waypost, workspaceId, 'manager'),
    addMember(waypost, workspaceId, 'agent', { admin, teamIds: [teamId] }),
    addMember(waypost, workspaceId, 'agent'),
    addMember(waypost, workspaceId, 'agent', { admin, teamIds: [teamId], onlyAssigned: true }),
    addMember(waypost, workspaceId, 'agent'),
  ]);
  const widgetId = await create(admin, '/api/v1/channels', { type: 'widget', name: `${canary} chat` });
  const visitor = await visit(waypost.url, widgetId);
  const { ticketId: visitorTicketId } = await visitor.write(`${canary} chat`);
  const mail = await mailTicket(waypost, admin, 'home.example', { teamId }, pictureUrl);
  const theirs = await mailTicket(waypost, foreign.admin, 'foreign.example');
  return {
    waypost,
    workspaceId,
    admin,
    manager: manager.client,
    member: member.client,
    outsider: outsider.client,
    assignedOnly: assignedOnly.client,
    spare: spare.client,
    foreign: {
      workspaceId: foreign.member.workspaceId,
      admin: foreign.admin,
      ticketId: theirs.ticketId,
      messageId: theirs.messageId,
    },
    visitor,
    otherVisitor: await visit(waypost.url, widgetId),
    ids: {
      ...mail,
      pictureUrl,
      teamId,
      widgetId,
      visitorTicketId,
      agentId: member.agentId,
      ...(await others(admin)),
      ...(await notice(waypost, admin, workspaceId)),
      ...(await trouble(waypost, workspaceId, mail.ticketId)),
      spareAgentId: spare.agentId,
    },
  };
}

/** Things of features that some parts of the installation bring along. */
async function others(admin: Client): Promise<Ids> {
  const served = new Set(servedEndpoints().map(({ method, path }) => `${method} ${path}`));
  const made = async (path: string, body: object, otherwise = randomUUID()) =>
    served.has(`POST ${path}`) ? create(admin, path, body) : otherwise;
  const target = { firstResponseSeconds: 3_600, resolutionSeconds: null };
  const policy = { hoursId: null, targets: { low: target, normal: target, high: target, urgent: target } };
  const hours = { timeZone: 'UTC', windows: [{ weekday: 1, from: '09:00', to: '17:00' }] };
  const reply = { name: canary, variants: [{ locale: 'en', body: 'Hello' }] };
  return {
    spareTeamId: await create(admin, '/api/v1/teams', { name: 'spare' }),
    storeId: await made('/api/v1/stores', { name: canary }),
    articleId: await made('/api/v1/articles', { locale: 'en', title: canary, body: canary }),
    spareArticleId: await made('/api/v1/articles', { locale: 'en', title: canary, body: canary }),
    replyId: await made('/api/v1/saved-replies', { ...reply, shortcut: 'canary' }),
    spareReplyId: await made('/api/v1/saved-replies', { ...reply, shortcut: 'spare' }),
    hoursId: await made('/api/v1/business-hours', { ...hours, name: canary }),
    spareHoursId: await made('/api/v1/business-hours', { ...hours, name: 'spare' }),
    policyId: await made('/api/v1/sla-policies', { ...policy, name: canary }),
    sparePolicyId: await made('/api/v1/sla-policies', { ...policy, name: 'spare' }),
  };
}

/** An order whose news an agent has to pass on. */
async function notice(waypost: TestWaypost, admin: Client, workspaceId: string): Promise<Ids> {
  const noticeId = randomUUID();
  if (!servedEndpoints().some(({ path }) => path.endsWith('/orders/{externalId}'))) return { noticeId };
  const storeId = await create(admin, '/api/v1/stores', { name: 'With orders' });
  const order = {
    number: canary,
    locale: 'en',
    currency: 'EUR',
    total: '1.00',
    items: [],
    status: 'paid',
    updatedAt: '2026-01-01T00:00:00Z',
  };
  const { body } = await admin.send<{ id: string }>('PUT', `/api/v1/stores/${storeId}/orders/1`, { body: order });
  await withOwner(
    waypost,
    `insert into contact_notices (id, workspace_id, order_id, kind, state, reply_token)
     values ($1, $2, $3, 'shipped', 'needs-agent', $4)`,
    [noticeId, workspaceId, body.id, randomUUID()],
  );
  return { noticeId, orderId: body.id };
}

/** An event that failed too long ago to be tried again, and something that did not reach the contact of a ticket. */
async function trouble(waypost: TestWaypost, workspaceId: string, ticketId: string): Promise<Ids> {
  const [deadLetterId, deliveryId] = ['0190163d-8694-739b-aea5-966c26f8ad91', newId()];
  await withOwner(
    waypost,
    `insert into dead_letters (workspace_id, id, source, source_id, reason, data)
     values ($1, $2, 'outbox', '1', $3, '{"type": "TicketOpened", "subscriber": "test"}')`,
    [workspaceId, deadLetterId, canary],
  );
  await withOwner(
    waypost,
    `insert into dispatches (workspace_id, id, owner, owner_id, ticket_id, lane, status, error)
     values ($1, $2, 'message', $2, $3, $2, 'failed', $4)`,
    [workspaceId, deliveryId, ticketId, canary],
  );
  return { deadLetterId, deliveryId };
}

/** A ticket that came by mail, with an answer. Two come before it, so that its number is no workspace's first. */
async function mailTicket(waypost: TestWaypost, admin: Client, domain: string, more: object = {}, pictureUrl = '') {
  const address = `support@${domain}`;
  const isHome = domain.startsWith('home');
  const channelId = await create(admin, '/api/v1/channels', {
    type: 'email',
    name: isHome ? `${canary} mail` : 'mail',
    settings: { address, smtpPassword: 'CANARY-SECRET-smtp' },
    ...more,
  });
  const subjects = isHome ? ['first', 'second', canary] : [domain];
  for (const subject of subjects)
    await postMail(
      waypost.config.smtpPort,
      writeHtmlMail(`<p>${subject} text</p><img src="${pictureUrl}">`, {
        Subject: subject,
        To: address,
        'Message-ID': `<${randomUUID()}@buyer.example>`,
      }),
      address,
    );
  const { body } = await admin.get<{ items: Ticket[] }>('/api/v1/tickets?channelType=email');
  const ticket = body.items.find(({ subject }) => subject === subjects.at(-1))!;
  const messages = await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticket.id}/messages`);
  const answer = await create(admin, `/api/v1/tickets/${ticket.id}/messages`, {
    text: 'an answer',
    visibility: 'public',
  });
  // Its sender is proven, so that who sees the ticket may know the contact.
  await withOwner(waypost, `update messages set flags = '{}' where id = $1`, [messages.body.items[0]!.id]);
  const attachmentId = randomUUID();
  await withOwner(
    waypost,
    `insert into attachments (workspace_id, id, ticket_id, message_id, name, content_type)
     select workspace_id, $1, ticket_id, id, 'file.txt', 'text/plain' from messages where id = $2`,
    [attachmentId, messages.body.items[0]!.id],
  );
  return {
    channelId,
    attachmentId,
    ticketId: ticket.id,
    number: String(ticket.number),
    contactId: ticket.contact.id,
    messageId: messages.body.items[0]!.id,
    answerId: answer,
  };
}

/** Makes something by the API and gives its id. */
export async function create(client: Client, path: string, body: object): Promise<string> {
  const answer = await client.post<{ id: string }>(path, body);
  if (answer.status !== 201) throw new Error(`POST ${path} gave ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}
