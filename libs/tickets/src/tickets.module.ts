import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { everyMs, handleJob } from '#libs/platform';
import { AgentGateway } from './desk/agent.gateway.js';
import { automaticAnswers } from './automatic/index.js';
import { Drafts } from './desk/drafts.js';
import { FileLinks } from './core/file-links.js';
import { FilesController } from './files/files.controller.js';
import { RemoteImageController } from './files/remote-image.controller.js';
import { StoreFiles } from './files/store-files.js';
import { Uploads } from './files/uploads.js';
import { FetchAgain } from './desk/fetch-again.js';
import { FetchMedia, fetchMedia } from './inbound/fetch-media.js';
import { fetchMediaSubscriber } from './inbound/fetch-media-subscriber.js';
import { HooksController } from './inbound/hooks.controller.js';
import { mailApiProviders, mailWorkerProviders } from './mail/mail-providers.js';
import { SmtpListener } from './mail/smtp-listener.js';
import { ReceiveMessage } from './inbound/receive-message.js';
import { SweepMedia } from './inbound/sweep-media.js';
import { TakeWebhook } from './inbound/take-webhook.js';
import { learnVisitors, widgetControllers, widgetProviders } from './visitors/widget-providers.js';
import { ListTickets } from './desk/list-tickets.js';
import { MessageView } from './core/message-view.js';
import { MessagesController } from './desk/messages.controller.js';
import { ComposeOutbound } from './outbound/compose-outbound.js';
import { deliverMessage } from './outbound/deliver-message.job.js';
import { DeliverMessage } from './outbound/deliver-message.js';
import { deliverSubscriber } from './outbound/deliver-subscriber.js';
import { SettleDelivery } from './outbound/settle-delivery.js';
import { widgetFallback } from './outbound/widget-fallback/index.js';
import { Presence } from './desk/presence.js';
import { ReadTicket } from './desk/read-ticket.js';
import { ResendMessage } from './desk/resend-message.js';
import { SendMessage } from './desk/send-message.js';
import { StartTicket } from './desk/start-ticket.js';
import { SweepRecords } from './time/sweep-records.js';
import { SweepTickets } from './time/sweep-tickets.js';
import { TicketHints } from './core/ticket-hints.js';
import { TicketsController } from './desk/tickets.controller.js';
import { UpdateTicket } from './desk/update-ticket.js';

const shared = [TicketHints, StoreFiles, FileLinks, MessageView, ReceiveMessage, UpdateTicket];

@Module({
  imports: [ChannelsApiModule],
  controllers: [
    TicketsController,
    MessagesController,
    FilesController,
    RemoteImageController,
    HooksController,
    ...widgetControllers,
  ],
  providers: [
    ...shared,
    ListTickets,
    ReadTicket,
    SendMessage,
    ResendMessage,
    FetchAgain,
    StartTicket,
    Drafts,
    Uploads,
    TakeWebhook,
    Presence,
    AgentGateway,
    ...mailApiProviders,
    ...widgetProviders,
  ],
  exports: [...shared, ChannelsApiModule, Uploads, SmtpListener],
})
export class TicketsApiModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    learnVisitors(consumer);
  }
}

const sweeps = [
  everyMs(
    'rearm-deliveries',
    10_000,
    [SweepTickets],
    (sweep: SweepTickets) => (signal) => sweep.rearmDeliveries(signal),
  ),
  everyMs('rearm-media', 30_000, [SweepMedia], (sweep: SweepMedia) => (signal) => sweep.rearm(signal)),
  everyMs('give-up-media', 60_000, [SweepMedia], (sweep: SweepMedia) => (signal) => sweep.giveUp(signal)),
  everyMs('wake-snoozed', 5_000, [SweepTickets], (sweep: SweepTickets) => (signal) => sweep.wake(signal)),
  everyMs('close-resolved', 60_000, [SweepTickets], (sweep: SweepTickets) => (signal) => sweep.close(signal)),
  everyMs('drop-old-records', 3_600_000, [SweepRecords], (sweep: SweepRecords) => (signal) => sweep.dropOld(signal)),
  everyMs(
    'drop-orphaned-files',
    6 * 3_600_000,
    [SweepRecords],
    (sweep: SweepRecords) => (signal) => sweep.dropOrphans(signal),
  ),
  everyMs(
    'drop-unused-uploads',
    600_000,
    [SweepTickets],
    (sweep: SweepTickets) => (signal) => sweep.dropUnusedUploads(signal),
  ),
];

@Module({
  imports: [ChannelsWorkerModule, DiscoveryModule],
  providers: [
    ...shared,
    ...sweeps,
    ...automaticAnswers,
    ...mailWorkerProviders,
    TakeWebhook,
    ...widgetFallback,
    ComposeOutbound,
    SettleDelivery,
    DeliverMessage,
    FetchMedia,
    SweepMedia,
    SweepTickets,
    SweepRecords,
    deliverSubscriber,
    fetchMediaSubscriber,
    handleJob(
      deliverMessage,
      [DeliverMessage],
      (deliver: DeliverMessage) =>
        ({ ticketId }) =>
          deliver.deliver(ticketId),
    ),
    handleJob(
      fetchMedia,
      [FetchMedia],
      (fetch: FetchMedia) =>
        ({ attachmentId }, run) =>
          fetch.fetch(attachmentId, run),
    ),
  ],
  exports: [...shared, ChannelsWorkerModule],
})
export class TicketsWorkerModule {}
