import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { replyList } from '../model/lists.js';
import { ReplyForm } from './reply-form.js';

/** Texts that are written once and used often. */
export function SavedReplies({ itemId }: SectionProps) {
  return (
    <Resource
      name="replies"
      role="manager"
      itemId={itemId}
      list={replyList}
      title={t('saved.title')}
      lead={t('saved.lead')}
      add={t('saved.add')}
      empty={t('saved.empty')}
      row={({ name, shortcut, variants }) => ({
        title: name,
        meta: <bdi>/{shortcut}</bdi>,
        end: variants.slice(0, 6).map((variant) => (
          <span key={variant.locale} className="language">
            {variant.locale.toUpperCase()}
          </span>
        )),
      })}
      form={(reply) => <ReplyForm reply={reply} />}
    />
  );
}
