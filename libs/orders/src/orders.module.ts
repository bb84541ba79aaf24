import { Module } from '@nestjs/common';
import { StoresApiModule } from '#libs/stores';
import { CONTRIBUTED_WORDS, REPLY_VALUES, TicketsApiModule, TicketsWorkerModule } from '#libs/tickets';
import { AnswerOrderQuestion } from './answers/answer-order-question.js';
import { FindOrders, OrderReplyValues } from './find-orders.js';
import { NamedOrders } from './named-orders.js';
import { ChooseRoute } from './notices/choose-route.js';
import { ManageNotices, NoticesController } from './notices/manage-notices.js';
import { NoticeDispatch } from './notices/notice-dispatch.js';
import { ManageNoticeSettings, NoticeSettingsController } from './notices/notice-settings.js';
import { NoticeSubscribers } from './notices/queue-notices.js';
import { OrderTimeZone } from './order-time-zone.js';
import { OrdersController } from './orders.controller.js';
import { RecordOrder } from './record-order.js';
import { searchByOrders } from './search/search-orders.js';
import { StoreHooksController } from './store-hooks.controller.js';
import { OrderRetentions, RetryStoreWebhook, TakeStoreWebhook } from './take-store-webhook.js';
import { RaiseTicket } from './watch/raise-ticket.js';
import { WatchPromises } from './watch/watch-promises.js';

const notices = [ChooseRoute, NoticeDispatch];

@Module({
  imports: [TicketsApiModule, StoresApiModule],
  controllers: [StoreHooksController, OrdersController, NoticesController, NoticeSettingsController],
  providers: [
    RecordOrder,
    TakeStoreWebhook,
    RetryStoreWebhook,
    OrderTimeZone,
    FindOrders,
    NamedOrders,
    ...notices,
    ManageNotices,
    ManageNoticeSettings,
    { provide: REPLY_VALUES, useClass: OrderReplyValues },
    { provide: CONTRIBUTED_WORDS, useValue: searchByOrders },
  ],
})
export class OrdersApiModule {}

@Module({
  imports: [TicketsWorkerModule],
  providers: [
    FindOrders,
    NamedOrders,
    AnswerOrderQuestion,
    ...notices,
    NoticeSubscribers,
    OrderRetentions,
    WatchPromises,
    RaiseTicket,
  ],
})
export class OrdersWorkerModule {}
