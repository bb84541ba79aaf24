import { Injectable } from '@nestjs/common';
import type { InboundMessage } from '#libs/channels';
import type { VisitorMessage, VisitorSubmission } from '#libs/contracts';
import { Database, Problem, inWorkspace } from '#libs/platform';
import type { z } from 'zod';
import { ReceiveMessage, fileRows } from '#libs/tickets';
import type { Visitor } from './visitor.js';
import { VisitorView } from './visitor-view.js';

type Submission = z.output<typeof VisitorSubmission>;
export interface StoredSubmission {
  message: VisitorMessage;
  ticketId: string;
}

/** Control characters that no keyboard produces, and lone surrogates; tabs and line breaks stay. */
const unwritable = /[^\P{Cc}\n\t]|\p{Surrogate}/gu;
const foreignUploads = `select 1 from unnest($1::uuid[]) wanted where not exists (select 1 from ${fileRows} a where a.id = wanted and a.visitor_id = $2) limit 1`;

/** Stores a visitor's message. Resolves when it is stored; a repetition with the same id is the same message. */
@Injectable()
export class SendVisitorMessage {
  constructor(
    private readonly database: Database,
    private readonly receiveMessage: ReceiveMessage,
    private readonly view: VisitorView,
  ) {}

  async send(visitor: Visitor, submission: Submission): Promise<StoredSubmission> {
    return inWorkspace(visitor.workspaceId, async () => {
      const inbound = inboundOf(visitor, submission);
      if (submission.attachmentIds.length) await this.requireOwn(visitor, submission.attachmentIds);
      const { messageId, ticketId } = await this.receiveMessage.receive(visitor.channel, inbound, {
        uploads: { visitorId: visitor.visitorId, attachmentIds: submission.attachmentIds },
      });
      return { ticketId, message: await this.view.message(visitor, ticketId, messageId) };
    });
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
