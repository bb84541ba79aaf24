import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { everyMs, handleJob } from '#libs/platform';
import { AgentGateway } from './agent.gateway.js';
import { automaticAnswers } from './automatic/index.js';
import { Drafts } from './drafts.js';
import { FileLinks } from './files/file-links.js';
import { FilesController } from './files/files.controller.js';
import { RemoteImageController } from './files/remote-image.controller.js';
import { StoreFiles } from './files/store-files.js';
import { Uploads } from './files/uploads.js';
import { FetchAgain } from './inbound/fetch-again.js';
import { FetchMedia, fetchMedia } from './inbound/fetch-media.js';
import { fetchMediaSubscriber } from './inbound/fetch-media-subscriber.js';
import { HooksController } from './inbound/hooks.controller.js';
import { mailApiProviders, mailWorkerProviders } from './inbound/mail/mail-providers.js';
import { SmtpListener } from './inbound/mail/smtp-listener.js';
import { ReceiveMessage } from './inbound/receive-message.js';
import { SweepMedia } from './inbound/sweep-media.js';
import { TakeWebhook } from './inbound/take-webhook.js';
import { learnVisitors, widgetControllers, widgetProviders } from './inbound/widget/widget-providers.js';
import { ListTickets } from './list-tickets.js';
import { MessageView } from './message-view.js';
import { MessagesController } from './messages.controller.js';
import { ComposeOutbound } from './outbound/compose-outbound.js';
import { deliverMessage } from './outbound/deliver-message.job.js';
import { DeliverMessage } from './outbound/deliver-message.js';
import { deliverSubscriber } from './outbound/deliver-subscriber.js';
import { SettleDelivery } from './outbound/settle-delivery.js';
import { widgetFallback } from './outbound/widget-fallback/index.js';
import { Presence } from './presence.js';
import { ReadTicket } from './read-ticket.js';
import { ResendMessage } from './resend-message.js';
import { SendMessage } from './send-message.js';
import { StartTicket } from './start-ticket.js';
import { SweepRecords } from './sweep-records.js';
import { SweepTickets } from './sweep-tickets.js';
import { TicketHints } from './ticket-hints.js';
import { TicketsController } from './tickets.controller.js';
import { UpdateTicket } from './update-ticket.js';

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
