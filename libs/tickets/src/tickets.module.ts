import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ChannelsApiModule, ChannelsWorkerModule } from '#libs/channels';
import { DispatchApiModule, DispatchWorkerModule } from '#libs/dispatch';
import { AnswerAtOnce } from './automatic/answer-at-once.js';
import { CoreModule } from './core/core.module.js';
import { DeskApiModule } from './desk/desk.module.js';
import { MessageFiles } from './files/store-files.js';
import { InboundApiModule, InboundWorkerModule } from './inbound/inbound.module.js';
import { DeliverSubscriber, MessageDispatch } from './outbound/message-dispatch.js';
import { KeepCounts } from './time/keep-counts.js';
import { ReleaseTickets } from './time/release-tickets.js';
import { DropOrphanedFiles, TicketRetentions } from './time/retentions.js';
import { RewriteWords } from './time/rewrite-words.js';
import { SweepTickets } from './time/sweep-tickets.js';

const outbound = [MessageDispatch, MessageFiles];

@Module({
  imports: [ChannelsApiModule, CoreModule, DispatchApiModule],
  providers: outbound,
  exports: [DispatchApiModule, MessageFiles],
})
class OutboundApiModule {}

@Module({
  imports: [ChannelsWorkerModule, CoreModule, DispatchWorkerModule],
  providers: [...outbound, DeliverSubscriber],
  exports: [DispatchWorkerModule, MessageFiles],
})
class OutboundWorkerModule {}

/** Answers questions at once. The answers come from the answerers that other libs provide. */
@Module({ imports: [CoreModule, DiscoveryModule], providers: [AnswerAtOnce] })
class AutomaticWorkerModule {}

@Module({
  imports: [CoreModule],
  providers: [DropOrphanedFiles, KeepCounts, ReleaseTickets, RewriteWords, SweepTickets, TicketRetentions],
})
class TimeWorkerModule {}

@Module({
  imports: [InboundApiModule, OutboundApiModule, DeskApiModule],
  exports: [InboundApiModule, OutboundApiModule],
})
export class TicketsApiModule {}

@Module({
  imports: [InboundWorkerModule, OutboundWorkerModule, AutomaticWorkerModule, TimeWorkerModule],
  exports: [InboundWorkerModule, OutboundWorkerModule],
})
export class TicketsWorkerModule {}
