import type {
  VisitorArticle,
  VisitorAttachment,
  VisitorConfig,
  VisitorTicket,
  VisitorMessage,
  VisitorSession,
  VisitorSubmission,
  VisitorSendResult,
} from '#libs/contracts';
import { call } from './server.js';

/** The visitor's part of the server, one function an operation. Paths are those of libs/contracts/src/visitor.ts. */
export const api = {
  openSession: (
    body: { channelId: string; identity?: string; locale: string; timeZone?: string },
    token: string | null,
  ) => call<VisitorSession>('POST', '/api/v1/visitor/sessions', { token, body }),
  endSession: (token: string) => call<void>('DELETE', '/api/v1/visitor/sessions/current', { token }),
  config: (channelId: string) => call<VisitorConfig>('GET', '/api/v1/visitor/config', { values: { channelId } }),
  articles: (values: { channelId: string; q?: string; locale: string }) =>
    call<{ items: VisitorArticle[] }>('GET', '/api/v1/visitor/articles', { values }),
  tickets: (token: string) => call<{ items: VisitorTicket[] }>('GET', '/api/v1/visitor/tickets', { token }),
  messages: (token: string, ticketId: string, range: { beforeSeq?: number; limit?: number }) =>
    call<{ items: VisitorMessage[]; more: boolean }>('GET', '/api/v1/visitor/tickets/{ticketId}/messages', {
      token,
      values: { ticketId, ...range },
    }),
  changes: (token: string, ticketId: string, after: number) =>
    call<{ ticket: VisitorTicket; messages: VisitorMessage[]; changeSeq: number; more: boolean }>(
      'GET',
      '/api/v1/visitor/tickets/{ticketId}/changes',
      { token, values: { ticketId, after } },
    ),
  send: (token: string, body: VisitorSubmission) =>
    call<Extract<VisitorSendResult, { ok: true }>>('POST', '/api/v1/visitor/messages', { token, body }),
  read: (token: string, ticketId: string, seq: number) =>
    call<void>('POST', '/api/v1/visitor/tickets/{ticketId}/read', { token, values: { ticketId }, body: { seq } }),
  claimEmail: (token: string, email: string) => call<void>('POST', '/api/v1/visitor/email', { token, body: { email } }),
  upload: (token: string, name: string, file: Blob) =>
    call<VisitorAttachment>('POST', '/api/v1/visitor/attachments', {
      token,
      body: file,
      headers: {
        'x-file-name': encodeURIComponent(name),
        'content-type': 'application/octet-stream',
        'x-file-type': file.type,
      },
    }),
};
