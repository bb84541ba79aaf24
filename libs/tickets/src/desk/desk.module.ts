import { Module } from '@nestjs/common';
import { ChannelsApiModule } from '#libs/channels';
import { FilesApiModule } from '../files/files.module.js';
import { AgentGateway } from './agent.gateway.js';
import { CountTickets } from './count-tickets.js';
import { Drafts } from './drafts.js';
import { FetchAgain } from './fetch-again.js';
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
  imports: [ChannelsApiModule, FilesApiModule],
  controllers: [TicketsController, MessagesController],
  providers: [
    AgentGateway,
    CountTickets,
    Drafts,
    FetchAgain,
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
