import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import {
  type InputOf,
  claimVisitorEmail,
  listVisitorChanges,
  listVisitorMessages,
  listVisitorTickets,
  markVisitorRead,
  sendVisitorMessage,
  uploadVisitorAttachment,
} from '#libs/contracts';
import { Endpoint, Input, Problem } from '#libs/platform';
import { ClaimVisitorEmail } from './claim-visitor-email.js';
import { MailedView, isMailed } from './mailed-view.js';
import { MarkVisitorRead } from './mark-visitor-read.js';
import { SendVisitorMessage } from './send-visitor-message.js';
import { UploadVisitorFile } from './upload-visitor-file.js';
import { CurrentVisitor } from './visitor.middleware.js';
import type { Visitor } from './visitor.js';
import { VisitorLimits } from './visitor-limits.js';
import { VisitorTickets } from './visitor-tickets.js';
import { VisitorView } from './visitor-view.js';

/** What a visitor reads and writes. Each request reaches only the visitor's own tickets. */
@Controller()
export class VisitorController {
  constructor(
    private readonly view: VisitorView,
    private readonly mailed: MailedView,
    private readonly sending: SendVisitorMessage,
    private readonly reading: MarkVisitorRead,
    private readonly claims: ClaimVisitorEmail,
    private readonly limits: VisitorLimits,
    private readonly tickets: VisitorTickets,
  ) {}

  @Endpoint(listVisitorTickets)
  async list(@CurrentVisitor() visitor: Visitor, @Input() { query }: InputOf<typeof listVisitorTickets>) {
    await this.limits.count('fetch', visitor.sessionId);
    return {
      items: isMailed(visitor) ? [await this.mailed.ticket(visitor)] : await this.view.tickets(visitor, query.limit),
    };
  }

  @Endpoint(listVisitorMessages)
  async messages(@CurrentVisitor() visitor: Visitor, @Input() { params, query }: InputOf<typeof listVisitorMessages>) {
    await this.limits.count('fetch', visitor.sessionId);
    if (isMailed(visitor)) return this.mailed.messages(visitor, params.ticketId, query);
    return this.view.messages(visitor, params.ticketId, query);
  }

  @Endpoint(listVisitorChanges)
  async changes(@CurrentVisitor() visitor: Visitor, @Input() { params, query }: InputOf<typeof listVisitorChanges>) {
    await this.limits.count('fetch', visitor.sessionId);
    if (isMailed(visitor)) return this.mailed.changes(visitor, params.ticketId);
    return this.view.changes(visitor, params.ticketId, query);
  }

  @Endpoint(sendVisitorMessage)
  async send(@CurrentVisitor() visitor: Visitor, @Input() { body }: InputOf<typeof sendVisitorMessage>) {
    await this.limits.count('send', visitor.sessionId);
    const stored = await this.sending.send(visitor, body);
    this.tickets.joined(visitor, stored.ticketId);
    return stored;
  }

  @Endpoint(markVisitorRead)
  async read(@CurrentVisitor() visitor: Visitor, @Input() { params, body }: InputOf<typeof markVisitorRead>) {
    await this.limits.count('fetch', visitor.sessionId);
    await this.reading.mark(visitor, params.ticketId, body.seq);
  }

  @Endpoint(claimVisitorEmail)
  async claim(@CurrentVisitor() visitor: Visitor, @Input() { body }: InputOf<typeof claimVisitorEmail>) {
    await this.limits.count('claim', visitor.sessionId);
    // The address of a mail's reader is the one that it was sent to.
    if (isMailed(visitor)) throw new Problem('forbidden', 'This session is of a mail');
    await this.claims.claim(visitor, body.email, body.name);
  }
}

/** Uploads of visitors; separate, because the body is not JSON. */
@Controller()
export class VisitorUploadsController {
  constructor(private readonly uploads: UploadVisitorFile) {}

  @Endpoint(uploadVisitorAttachment)
  upload(@CurrentVisitor() visitor: Visitor, @Req() request: Request) {
    return this.uploads.upload(visitor, request);
  }
}
