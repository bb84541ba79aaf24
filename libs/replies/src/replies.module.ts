import { Module } from '@nestjs/common';
import { TicketsApiModule } from '#libs/tickets';
import { VISITOR_HELP } from '#libs/visitors';
import { AnswerFromArticles } from './answer-from-articles.js';
import { ArticleIndexes } from './article-indexes.js';
import { ArticlesController } from './articles.controller.js';
import { FindSavedReplies } from './find-saved-replies.js';
import { ManageArticles } from './manage-articles.js';
import { ManageSavedReplies } from './manage-saved-replies.js';
import { SavedRepliesController } from './saved-replies.controller.js';
import { SeedReplies } from './seed-replies.js';
import { SearchArticles } from './search-articles.js';

@Module({
  imports: [TicketsApiModule],
  controllers: [SavedRepliesController, ArticlesController],
  providers: [
    ManageSavedReplies,
    FindSavedReplies,
    ManageArticles,
    ArticleIndexes,
    SearchArticles,
    SeedReplies,
    { provide: VISITOR_HELP, inject: [SearchArticles], useFactory: (articles: SearchArticles) => articles.forVisitors },
  ],
})
export class RepliesApiModule {}

@Module({ providers: [ArticleIndexes, AnswerFromArticles] })
export class RepliesWorkerModule {}
