import { Module } from '@nestjs/common';
import { TicketsApiModule } from '#libs/tickets';
import { VISITOR_HELP } from '#libs/visitors';
import { AnswerFromArticles } from './answer-from-articles.js';
import { FindSavedReplies } from './find-saved-replies.js';
import { ManageArticles } from './manage-articles.js';
import { ManageSavedReplies, SeedReplies } from './manage-saved-replies.js';
import { ArticlesController, SavedRepliesController } from './replies.controller.js';
import { ArticleIndexes, SearchArticles } from './search-articles.js';
import { StoredPlaceholders, StoredPlaceholdersController } from './stored-placeholders.js';

@Module({
  imports: [TicketsApiModule],
  controllers: [SavedRepliesController, ArticlesController, StoredPlaceholdersController],
  providers: [
    ManageSavedReplies,
    FindSavedReplies,
    ManageArticles,
    ArticleIndexes,
    SearchArticles,
    SeedReplies,
    StoredPlaceholders,
    { provide: VISITOR_HELP, inject: [SearchArticles], useFactory: (articles: SearchArticles) => articles.forVisitors },
  ],
})
export class RepliesApiModule {}

@Module({ providers: [ArticleIndexes, AnswerFromArticles] })
export class RepliesWorkerModule {}
