import { Injectable } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { Config } from '../config/index.js';

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** Sends the installation's mails to agents: invitations and password resets. Customers' mail is sent by channels. */
@Injectable()
export class Mailer {
  private transport?: Transporter;

  constructor(private readonly config: Config) {}

  /** Whether a server for outgoing mail is configured. */
  get canSend(): boolean {
    return this.config.smtpUrl !== undefined;
  }

  async send({ to, subject, text }: Letter): Promise<void> {
    if (!this.config.smtpUrl) throw new Error('SMTP_URL is not set, so no mail can be sent');
    const { createTransport } = await import('nodemailer');
    this.transport ??= createTransport({
      url: this.config.smtpUrl,
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: 10_000,
      socketTimeout: 20_000,
    });
    await this.transport.sendMail({
      from: this.config.mailFrom,
      to: { name: '', address: to },
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }
}
