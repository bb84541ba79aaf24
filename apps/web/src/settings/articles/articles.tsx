import { number } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { articleList } from '../model/lists.js';
import { ArticleForm } from './article-form.js';

/** What customers can be told at once. */
export function Articles({ itemId }: SectionProps) {
  return (
    <Resource
      name="articles"
      role="manager"
      itemId={itemId}
      list={articleList}
      title={t('articles.title')}
      lead={t('articles.lead')}
      add={t('articles.add')}
      empty={t('articles.empty')}
      row={({ title, locale, published, asked }) => ({
        title,
        lang: locale,
        meta: asked ? t('articles.asked', { count: asked, shown: number(asked) }) : t('articles.never-asked'),
        end: (
          <>
            {!published && <span className="chip">{t('articles.draft')}</span>}
            <span className="language">{locale.toUpperCase()}</span>
          </>
        ),
      })}
      form={(article) => <ArticleForm article={article} />}
    />
  );
}
