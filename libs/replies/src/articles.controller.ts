import { Controller } from '@nestjs/common';
import {
  type InputOf,
  createArticle,
  deleteArticle,
  getArticle,
  listArticles,
  searchArticles,
  updateArticle,
} from '#libs/contracts';
import { Endpoint, Input, idPage } from '#libs/platform';
import { ManageArticles } from './manage-articles.js';
import { SearchArticles } from './search-articles.js';

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
