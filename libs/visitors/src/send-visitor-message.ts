import { Injectable } from '@nestjs/common';
import { FindChannel, type InboundMessage } from '#libs/channels';
import type { VisitorMessage, VisitorSubmission } from '#libs/contracts';
import { Database, Problem, firstRow, inWorkspace } from '#libs/platform';
import type { z } from 'zod';
import { ReceiveMessage, type ReceiveOptions } from '#libs/tickets';
import { MailedView, type MailedVisitor, isMailed } from './mailed-view.js';
import { replyTokenOf } from './mailed-view.queries.js';
import { moveLink } from './unread-answers/answer-links.queries.js';
import type { Visitor } from './visitor.js';
import { VisitorView } from './visitor-view.js';
import { foreignUploads } from './visitors.queries.js';

type Submission = z.output<typeof VisitorSubmission>;
export interface StoredSubmission {
  message: VisitorMessage;
  ticketId: string;
}

/** Control characters that no keyboard produces, and lone surrogates; tabs and line breaks stay. */
const unwritable = /[^\P{Cc}\n\t]|\p{Surrogate}/gu;

/** Stores a visitor's message. Resolves when it is stored; a repetition with the same id is the same message. */
@Injectable()
export class SendVisitorMessage {
  constructor(
    private readonly database: Database,
    private readonly receiveMessage: ReceiveMessage,
    private readonly view: VisitorView,
    private readonly mailed: MailedView,
    private readonly channels: FindChannel,
  ) {}

  async send(visitor: Visitor, submission: Submission): Promise<StoredSubmission> {
    return inWorkspace(visitor.workspaceId, async () => {
      const inbound = inboundOf(visitor, submission);
      const uploads = { visitorId: visitor.visitorId, attachmentIds: submission.attachmentIds };
      if (submission.attachmentIds.length) await this.requireOwn(visitor, submission.attachmentIds);
      if (isMailed(visitor)) return this.answerMail(visitor, inbound, uploads);
      const { messageId, ticketId } = await this.receiveMessage.receive(visitor.channel, inbound, { uploads });
      return { ticketId, message: await this.view.message(visitor, ticketId, messageId) };
    });
  }

  /** What the reader of a mail writes is their answer to that mail, as if they had sent one. */
  private async answerMail(visitor: MailedVisitor, written: InboundMessage, uploads: ReceiveOptions['uploads']) {
    const { address, channelId, hash, ticketId } = visitor.answers;
    const [channel, thread] = await Promise.all([
      this.channels.byId(channelId),
      firstRow<{ replyToken: string }>(this.database, replyTokenOf, [ticketId]),
    ]);
    if (!channel || !thread) throw new Problem('not-found');
    const sender = { kind: 'email', value: address, verified: false };
    const inbound: InboundMessage = {
      ...written,
      sender,
      mayAutoReply: false,
      thread: { replyTokens: [thread.replyToken], messageIds: [], participants: [] },
    };
    const stored = await this.receiveMessage.receive(channel, inbound, { uploads });
    if (stored.ticketId !== ticketId) await this.database.query(moveLink, [hash, stored.ticketId]);
    return {
      ticketId: stored.ticketId,
      message: await this.mailed.message(visitor, stored.ticketId, stored.messageId),
    };
  }

  /** Files of another visitor are treated as missing. */
  private async requireOwn({ visitorId }: Visitor, attachmentIds: string[]) {
    const [foreign] = await this.database.query(foreignUploads, [attachmentIds, visitorId]);
    if (foreign)
      throw new Problem('invalid-request', {
        errors: [{ path: 'body.attachmentIds', message: 'not uploaded in this session' }],
      });
  }
}

function inboundOf(visitor: Visitor, { id, text, attachmentIds, locale }: Submission): InboundMessage {
  const words = text.replaceAll('\r\n', '\n').replace(unwritable, '').trim();
  if (!words && attachmentIds.length === 0)
    throw new Problem('invalid-request', { errors: [{ path: 'body.text', message: 'is empty' }] });
  const language = locale ?? visitor.locale ?? undefined;
  return {
    kind: 'message',
    externalId: `${visitor.address}:${id}`,
    text: words,
    files: [],
    flags: [],
    mayAutoReply: true,
    ...(language && { locale: language }),
    sender: {
      kind: 'visitor',
      value: visitor.address,
      verified: visitor.verified,
      ...(visitor.name && { name: visitor.name }),
      ...(language && { locale: language }),
    },
  };
}
