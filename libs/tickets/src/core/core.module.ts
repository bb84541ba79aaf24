import { Module } from '@nestjs/common';
import { FileLinks } from './file-links.js';
import { MessageView } from './message-view.js';
import { TicketHints, VisitorHints } from './ticket-hints.js';

const services = [FileLinks, MessageView, TicketHints, VisitorHints];

@Module({ providers: services, exports: services })
export class CoreModule {}
