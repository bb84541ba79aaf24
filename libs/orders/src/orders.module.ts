import { Module } from '@nestjs/common';
import { StoresApiModule } from '#libs/stores';
import { REPLY_VALUES, TicketsApiModule, TicketsWorkerModule } from '#libs/tickets';
import { AnswerOrderQuestion } from './answers/answer-order-question.js';
import { FindOrders } from './find-orders.js';
import { ChooseRoute } from './notices/choose-route.js';
import { ManageNotices } from './notices/manage-notices.js';
import { NoticeDispatch } from './notices/notice-dispatch.js';
import { NoticeSubscribers } from './notices/notice-subscribers.js';
import { NoticesController } from './notices/notices.controller.js';
import { OrderReplyValues } from './order-reply-values.js';
import { OrderRetentions } from './order-retentions.js';
import { OrdersController } from './orders.controller.js';
import { RecordOrder } from './record-order.js';
import { StoreHooksController } from './store-hooks.controller.js';
import { TakeStoreWebhook } from './take-store-webhook.js';

const notices = [ChooseRoute, NoticeDispatch];

@Module({
  imports: [TicketsApiModule, StoresApiModule],
  controllers: [StoreHooksController, OrdersController, NoticesController],
  providers: [
    RecordOrder,
    TakeStoreWebhook,
    FindOrders,
    ...notices,
    ManageNotices,
    { provide: REPLY_VALUES, useClass: OrderReplyValues },
  ],
})
export class OrdersApiModule {}

@Module({
  imports: [TicketsWorkerModule],
  providers: [FindOrders, AnswerOrderQuestion, ...notices, NoticeSubscribers, OrderRetentions],
})
export class OrdersWorkerModule {}
