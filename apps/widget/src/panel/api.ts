import type {
  VisitorArticle, VisitorAttachment, VisitorConfig, VisitorConversation, VisitorMessage, VisitorSession, VisitorSubmission, VisitorSendResult,
} from '#libs/contracts';
import { call } from './server.js';

/** The visitor's part of the server, one function an operation. Paths are those of libs/contracts/src/visitor.ts. */
export const api = {
  openSession: (body: { channelId: string; identity?: string; locale: string; timeZone?: string }, token: string | null) =>
    call<VisitorSession>('POST', '/api/v1/visitor/sessions', { token, body }),
  endSession: (token: string) => call<void>('DELETE', '/api/v1/visitor/sessions/current', { token }),
  config: (channelId: string) => call<VisitorConfig>('GET', '/api/v1/visitor/config', { values: { channelId } }),
  articles: (values: { channelId: string; q?: string; locale: string }) =>
    call<{ items: VisitorArticle[] }>('GET', '/api/v1/visitor/articles', { values }),
  conversations: (token: string) => call<{ items: VisitorConversation[] }>('GET', '/api/v1/visitor/conversations', { token }),
  messages: (token: string, conversationId: string, range: { beforeSeq?: number; limit?: number }) =>
    call<{ items: VisitorMessage[]; more: boolean }>('GET', '/api/v1/visitor/conversations/{conversationId}/messages', { token, values: { conversationId, ...range } }),
  changes: (token: string, conversationId: string, after: number) =>
    call<{ conversation: VisitorConversation; messages: VisitorMessage[]; changeSeq: number; more: boolean }>('GET', '/api/v1/visitor/conversations/{conversationId}/changes', { token, values: { conversationId, after } }),
  send: (token: string, body: VisitorSubmission) => call<Extract<VisitorSendResult, { ok: true }>>('POST', '/api/v1/visitor/messages', { token, body }),
  read: (token: string, conversationId: string, seq: number) =>
    call<void>('POST', '/api/v1/visitor/conversations/{conversationId}/read', { token, values: { conversationId }, body: { seq } }),
  claimEmail: (token: string, email: string) => call<void>('POST', '/api/v1/visitor/email', { token, body: { email } }),
  upload: (token: string, name: string, file: Blob) =>
    call<VisitorAttachment>('POST', '/api/v1/visitor/attachments', { token, body: file, headers: { 'x-file-name': encodeURIComponent(name), 'content-type': file.type || 'application/octet-stream' } }),
};
