import { z } from 'zod';
import { Id, Instant, maxSeq, page } from './common.js';
import { endpoint } from './endpoint.js';
import { TemplateToSend } from './templates.js';
import { Ticket, TicketEvent } from './tickets.js';

export const DeliveryStatus = z.enum(['queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'failed']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;
export const Visibility = z.enum(['public', 'internal']);

export const Attachment = z.object({
  id: Id,
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  inline: z.boolean(),
  /** Content-ID: the mail's markup refers to it by `cid:` and this. */
  contentId: z.string().nullable(),
  state: z.enum(['stored', 'fetching', 'failed']),
  /** Whether fetching it from the provider failed; it may be retried. */
  canFetchAgain: z.boolean(),
  /** Whether it may be shown inline: a raster image of a safe type. */
  image: z.boolean(),
  /** Path of the bytes, signed and valid for a short time; null until stored. */
  url: z.string().nullable(),
});
export type Attachment = z.infer<typeof Attachment>;

/** An address in the header of a mail, and the name beside it. */
export const MailAddress = z.object({ address: z.string(), name: z.string().optional() });
export type MailAddress = z.infer<typeof MailAddress>;

/** What a message refers to beside its own words. */
export const MessageReference = z.object({
  /** The message that it answers; `messageId` where it is on this ticket. */
  quoted: z.object({ messageId: Id.nullable(), text: z.string().nullable(), author: z.string().nullable() }).nullable(),
  /** That it was forwarded, from whom where that is known, and whether it has often been. */
  forwarded: z.object({ from: z.string().nullable(), often: z.boolean() }).nullable(),
  /** The advertisement or post by which its author came. */
  ad: z.object({ title: z.string().nullable(), text: z.string().nullable(), url: z.string().nullable() }).nullable(),
  /** The product that it asks about, by the shop's own number. */
  product: z.object({ id: z.string(), catalog: z.string().nullable() }).nullable(),
});
export type MessageReference = z.infer<typeof MessageReference>;

/**
 * Flags of what asks for no answer: a reaction, a provider's own notice, a call that was taken, what a machine
 * answered.
 */
export const quietFlags = ['reaction', 'system', 'call', 'automatic'] as const;

export const Message = z.object({
  id: Id,
  ticketId: Id,
  seq: z.number().int(),
  changeSeq: z.number().int(),
  direction: z.enum(['inbound', 'outbound']),
  visibility: Visibility,
  author: z.object({
    kind: z.enum(['contact', 'agent', 'assistant', 'system']),
    id: Id.nullable(),
    name: z.string().nullable(),
  }),
  channelType: z.string(),
  text: z.string(),
  /** Quoted history of a mail, folded by default. */
  quoted: z.string().nullable(),
  /** A mail's sanitised markup for a sandboxed frame; null for plain text. */
  html: z.string().nullable(),
  hasRemoteImages: z.boolean(),
  attachments: z.array(Attachment),
  deliveryStatus: DeliveryStatus.nullable(),
  deliveryError: z.string().nullable(),
  /** The source of an automatic answer. */
  automatic: z.object({ kind: z.string(), title: z.string() }).nullable(),
  /**
   * Doubts about the sender or the content: `unauthenticated`, `not-a-participant`, `unparsed`, `unsupported`,
   * `truncated`, `damaged`, `another-person`; and special kinds: `reaction`, `system`, `automatic` (an out-of-office
   * note or a receipt), `call`, `missed-call`, and `echo`: sent in the provider's own app.
   */
  flags: z.array(z.string()),
  about: MessageReference.nullable(),
  /** The template that was sent; `text` is what its reader sees. */
  template: z.object({ name: z.string(), language: z.string() }).nullable(),
  /** The unchanged address of the sender. */
  from: z.string().nullable(),
  /** Where the sender wants answers, when that differs from `from`; it is not proven by what proves the sender. */
  replyTo: z.string().nullable(),
  /** To and Cc of a mail, at most fifty each. To is empty when it names only the channel. */
  to: z.array(MailAddress),
  cc: z.array(MailAddress),
  locale: z.string().nullable(),
  createdAt: Instant,
  editedAt: Instant.nullable(),
  deletedAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

const ticketParams = z.strictObject({ ticketId: Id });
const messageParams = z.strictObject({ ticketId: Id, messageId: Id });
export const listMessages = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/messages',
  access: 'agent',
  params: ticketParams,
  summary: 'Messages of a ticket by their place; without afterSeq from the first',
  query: z.strictObject({
    afterSeq: z.coerce.number().int().min(0).max(maxSeq).default(0),
    beforeSeq: z.coerce.number().int().min(1).max(maxSeq).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
    /** The `nextCursor` of the previous page. */
    cursor: z.coerce.number().int().min(0).max(maxSeq).optional(),
  }),
  response: page(Message),
});
export const sendMessage = endpoint({
  method: 'POST',
  path: '/api/v1/tickets/{ticketId}/messages',
  access: 'agent',
  status: 201,
  idempotent: true,
  params: ticketParams,
  summary:
    'Answer the customer or leave a note; an answer is refused as stale when after basedOnSeq the customer has written, or a colleague has answered',
  body: z.strictObject({
    text: z.string().max(50_000).optional(),
    /** In place of text and files, and also when free answers are over. */
    template: TemplateToSend.optional(),
    visibility: Visibility,
    /**
     * The seq of the newest message that the author has seen. Without it that of their draft counts; without a draft
     * nothing is refused.
     */
    basedOnSeq: z.number().int().min(0).max(maxSeq).optional(),
    attachmentIds: z.array(Id).max(20).optional(),
    /**
     * The message whose author is to be reached, on the channel that it came by. Without it the ticket's contact is.
     * Where a message has the flag `another-person` two people write on the ticket, and each reads only what is said to
     * them.
     */
    answerTo: Id.optional(),
    /** Undo time in seconds: the answer is sent after it. */
    sendAfterSeconds: z.number().int().min(0).max(60).optional(),
    status: z.enum(['pending', 'resolved']).optional(),
    /**
     * The placeholders in the text are meant: without it they are refused once, ours without a value and foreign ones.
     */
    asTyped: z.boolean().optional(),
  }),
  response: Message,
});
export const resendMessage = endpoint({
  method: 'POST',
  path: '/api/v1/tickets/{ticketId}/messages/{messageId}/send-again',
  access: 'agent',
  status: 201,
  params: messageParams,
  summary:
    'Send a failed or unconfirmed message again: a person’s choice and a new attempt; refused as stale like a new answer',
  query: z.strictObject({
    /** The seq of the newest message that the caller has seen; without it that of the message itself. */
    basedOnSeq: z.coerce.number().int().min(0).max(maxSeq).optional(),
  }),
  response: Message,
});
export const fetchAttachmentAgain = endpoint({
  method: 'POST',
  path: '/api/v1/tickets/{ticketId}/messages/{messageId}/attachments/{attachmentId}/fetch-again',
  access: 'agent',
  status: 201,
  params: messageParams.extend({ attachmentId: Id }),
  summary: 'Try again for a file that could not be fetched from its provider',
  response: Message,
});
export const cancelMessage = endpoint({
  method: 'POST',
  path: '/api/v1/tickets/{ticketId}/messages/{messageId}/cancel',
  access: 'agent',
  status: 200,
  params: messageParams,
  summary: 'Take back a message of one’s own that has not left yet; its files can be sent again',
  response: z.object({ text: z.string() }),
});
export const listChanges = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/changes',
  access: 'agent',
  params: ticketParams,
  summary: 'What changed on a ticket since a changeSeq: messages new or altered, history, and the ticket as it stands',
  query: z.strictObject({
    after: z.coerce.number().int().min(0).max(maxSeq).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  response: z.object({
    ticket: Ticket,
    messages: z.array(Message),
    events: z.array(TicketEvent),
    changeSeq: z.number().int(),
    more: z.boolean(),
  }),
});
/** The body is the file's bytes; `x-file-name` is the percent-encoded name. */
export const uploadAttachment = endpoint({
  method: 'POST',
  path: '/api/v1/attachments',
  access: 'agent',
  status: 201,
  summary:
    'Upload a file for a message to be sent; the body is the bytes, the name stands in x-file-name (percent-encoded)',
  response: Attachment,
});
export const getRawMessage = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/messages/{messageId}/raw',
  access: 'agent',
  params: messageParams,
  summary: 'The message as it came in, as a file',
});
export const getRemoteImage = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/messages/{messageId}/remote-image',
  access: 'agent',
  params: messageParams,
  summary:
    'A picture that a mail points to, fetched by the server on the agent’s wish so that its host learns nothing of who looks',
  query: z.strictObject({ url: z.string().min(1).max(4_000) }),
});
