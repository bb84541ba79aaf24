import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ChannelsApiModule } from '#libs/channels';
import { FilesApiModule } from '../files/files.module.js';
import { InboundApiModule } from '../inbound/inbound.module.js';
import { AgentGateway } from './agent.gateway.js';
import { ContactTimeZone } from './contact-time-zone.js';
import { CountTickets } from './count-tickets.js';
import { Drafts } from './drafts.js';
import { FailedDeliveries, FailedDeliveriesController } from './failed-deliveries.js';
import { FindPeople, PeopleController } from './find-people.js';
import { ListTickets } from './list-tickets.js';
import { MessagesController } from './messages.controller.js';
import { Presence } from './presence.js';
import { ReadTicket } from './read-ticket.js';
import { ResendMessage } from './resend-message.js';
import { SendMessage } from './send-message.js';
import { StartTicket } from './start-ticket.js';
import { TicketsController } from './tickets.controller.js';
import { UpdateTicket } from './update-ticket.js';

/** The agents' side of tickets: HTTP and sockets. */
@Module({
  imports: [ChannelsApiModule, DiscoveryModule, FilesApiModule, InboundApiModule],
  controllers: [TicketsController, MessagesController, PeopleController, FailedDeliveriesController],
  providers: [
    AgentGateway,
    ContactTimeZone,
    CountTickets,
    Drafts,
    FailedDeliveries,
    FindPeople,
    ListTickets,
    Presence,
    ReadTicket,
    ResendMessage,
    SendMessage,
    StartTicket,
    UpdateTicket,
  ],
})
export class DeskApiModule {}
