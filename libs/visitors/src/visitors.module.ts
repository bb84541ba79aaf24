import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TicketsApiModule } from '#libs/tickets';
import { ClaimVisitorEmail } from './claim-visitor-email.js';
import { DescribeWidget } from './describe-widget.js';
import { FindVisitor } from './find-visitor.js';
import { MarkVisitorRead } from './mark-visitor-read.js';
import { OpenVisitorSession } from './open-visitor-session.js';
import { SendVisitorMessage } from './send-visitor-message.js';
import { UnreadAnswersDispatch } from './unread-answers/unread-answers-dispatch.js';
import { WriteUnreadAnswers } from './unread-answers/write-unread-answers.js';
import { UploadVisitorFile } from './upload-visitor-file.js';
import { VisitorController, VisitorUploadsController } from './visitor.controller.js';
import { VisitorGateway } from './visitor.gateway.js';
import { VisitorLimits } from './visitor-limits.js';
import { VisitorMiddleware } from './visitor.middleware.js';
import { VisitorSessionsController } from './visitor-sessions.controller.js';
import { VisitorTickets } from './visitor-tickets.js';
import { VisitorView } from './visitor-view.js';
import { WidgetFiles } from './widget-files.js';
import { WidgetFilesController } from './widget-files.controller.js';

@Module({
  imports: [TicketsApiModule],
  controllers: [VisitorSessionsController, VisitorController, VisitorUploadsController, WidgetFilesController],
  providers: [
    UnreadAnswersDispatch,
    WriteUnreadAnswers,
    ClaimVisitorEmail,
    DescribeWidget,
    FindVisitor,
    MarkVisitorRead,
    OpenVisitorSession,
    SendVisitorMessage,
    UploadVisitorFile,
    VisitorGateway,
    VisitorLimits,
    VisitorMiddleware,
    VisitorTickets,
    VisitorView,
    WidgetFiles,
  ],
})
export class VisitorsApiModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(VisitorMiddleware).forRoutes('api/v1/visitor/*path');
  }
}
