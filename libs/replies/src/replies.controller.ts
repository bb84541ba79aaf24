import { Controller } from '@nestjs/common';
import {
  type InputOf,
  createArticle,
  createSavedReply,
  deleteArticle,
  deleteSavedReply,
  getArticle,
  listArticles,
  listSavedReplies,
  searchArticles,
  updateArticle,
  updateSavedReply,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Input, idPage } from '#libs/platform';
import { FindSavedReplies } from './find-saved-replies.js';
import { ManageArticles } from './manage-articles.js';
import { ManageSavedReplies } from './manage-saved-replies.js';
import { SearchArticles } from './search-articles.js';

@Controller()
export class SavedRepliesController {
  constructor(
    private readonly finds: FindSavedReplies,
    private readonly manage: ManageSavedReplies,
  ) {}

  @Endpoint(listSavedReplies)
  list(@Input() { query }: InputOf<typeof listSavedReplies>, @CurrentAgent() agent: AgentContext) {
    return this.finds.find(agent, query);
  }

  @Endpoint(createSavedReply)
  create(@Input() { body }: InputOf<typeof createSavedReply>) {
    return this.manage.create(body);
  }

  @Endpoint(updateSavedReply)
  update(@Input() { params, body }: InputOf<typeof updateSavedReply>) {
    return this.manage.update(params.replyId, body);
  }

  @Endpoint(deleteSavedReply)
  delete(@Input() { params }: InputOf<typeof deleteSavedReply>) {
    return this.manage.delete(params.replyId);
  }
}

@Controller()
export class ArticlesController {
  constructor(
    private readonly manage: ManageArticles,
    private readonly find: SearchArticles,
  ) {}

  @Endpoint(listArticles)
  list(@Input() { query }: InputOf<typeof listArticles>) {
    return idPage(query, (afterId, limit) => this.manage.list(query, afterId, limit));
  }

  // Before the route with an id, which would match this path.
  @Endpoint(searchArticles)
  async search(@Input() { query }: InputOf<typeof searchArticles>) {
    return {
      items: await this.find.search({ ...query, locale: query.locale ?? 'en', storeId: query.storeId ?? null }),
    };
  }

  @Endpoint(getArticle)
  get(@Input() { params }: InputOf<typeof getArticle>) {
    return this.manage.get(params.articleId);
  }

  @Endpoint(createArticle)
  create(@Input() { body }: InputOf<typeof createArticle>) {
    return this.manage.create(body);
  }

  @Endpoint(updateArticle)
  update(@Input() { params, body }: InputOf<typeof updateArticle>) {
    return this.manage.update(params.articleId, body);
  }

  @Endpoint(deleteArticle)
  delete(@Input() { params }: InputOf<typeof deleteArticle>) {
    return this.manage.delete(params.articleId);
  }
}
