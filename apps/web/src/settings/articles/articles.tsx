import type { Article } from '#libs/contracts';
import { call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { number } from '../../i18n/format.js';
import { locale, t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { DeleteButton } from '../form/ask.js';
import { CheckField } from '../form/check-field.js';
import { confirmWords, wordsToConfirm } from '../form/confirm-words.js';
import { ListField } from '../form/list-field.js';
import { OptionalSelect, SelectField } from '../form/select-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextAreaField, TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { Screen, useGo } from '../layout/screen.js';
import { articleList, refresh, storeList, useChoices } from '../model/lists.js';
import { languageChoices } from '../model/places.js';

/** The articles that answer customers automatically. */
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

const textsOf = ({ title, body }: { title: string; body: string }) => [title, body];

/** An article in one language, and the questions that it answers. */
function ArticleForm({ article }: { article: Article | undefined }) {
  const go = useGo('articles');
  const initial = {
    locale: article?.locale ?? locale(),
    title: article?.title ?? '',
    questions: article?.questions ?? [],
    body: article?.body ?? '',
    asWritten: article?.asWritten ?? false,
    storeId: article?.storeId ?? null,
    published: article?.published ?? false,
  };
  const form = useForm(initial, {
    save: async (value, changed) => {
      const { title, body, ...others } = changed;
      const { asWritten } = (await confirmWords([value], textsOf))[0]!;
      // Words that were not confirmed are sent too, so that the server refuses them by name.
      const isOpen = wordsToConfirm([{ ...value, asWritten }], textsOf).length > 0;
      const texts = ((title ?? body) !== undefined || isOpen) && { title: value.title, body: value.body };
      if (article)
        await call('updateArticle', { params: { articleId: article.id }, body: { ...others, ...texts, asWritten } });
      else await call('createArticle', { body: { ...value, asWritten } });
      await refresh(articleList, { queryKey: keys.storedPlaceholders });
      if (!article) await go();
      return { ...value, asWritten };
    },
  });
  const drop = async () => {
    await call('deleteArticle', { params: { articleId: article!.id } });
    await go();
    await refresh(articleList);
  };
  const text = (name: 'title' | 'body') => ({
    ...form.field(name),
    onChange: (next: string) => form.set({ [name]: next, asWritten: false }),
    lang: form.value.locale,
  });
  const lang = form.value.locale;
  const title = article?.title ?? t('articles.add');
  return (
    <Screen title={title} parent={{ name: 'articles', title: t('articles.title') }}>
      <SettingsForm
        form={form}
        label={title}
        canEdit={useMay('manager')}
        isOpen={wordsToConfirm([form.value], textsOf).length > 0}
        action={article ? undefined : t('articles.add')}
        danger={article && <DeleteButton name={article.title} text={t('form.delete-text')} onDelete={drop} />}
      >
        <CheckField {...form.field('published')} label={t('articles.published')} hint={t('articles.published-hint')} />
        <SelectField {...form.field('locale')} label={t('settings.language')} choices={languageChoices()} />
        <TextField {...text('title')} label={t('articles.heading')} maxLength={200} required />
        <ListField
          {...form.field('questions')}
          label={t('articles.questions')}
          hint={t('articles.questions-hint')}
          add={t('articles.add-question')}
          max={40}
          input={{ maxLength: 200, lang }}
        />
        <TextAreaField {...text('body')} label={t('articles.body')} maxLength={20_000} required rows={10} />
        <OptionalSelect
          {...form.field('storeId')}
          label={t('articles.store')}
          none={t('stores.all')}
          choices={useChoices(storeList)}
        />
      </SettingsForm>
    </Screen>
  );
}
