import { Plus } from 'lucide-react';
import type { NoticeKind, NoticeForm, NoticeVariable, NoticeWords } from '#libs/contracts';
import { languageName } from '../../i18n/format.js';
import { locale, t } from '../../i18n/texts.js';
import { FieldGroup } from '../form/field.js';
import { TextAreaField, TextField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';
import { languageChoices } from '../model/places.js';

interface NoticeWordsProps extends Bound<NoticeWords[]> {
  kind: NoticeKind;
  forms: NoticeForm[];
}

/** A store's own words for a kind of notice, by form and language; where there are none, ours are sent. */
export function NoticeWordsField({ path, value, onChange, kind, forms }: NoticeWordsProps) {
  const add = () => onChange([...value, { form: forms[0]!, locale: locale(), subject: '', text: '' }]);
  return (
    <FieldGroup path={path} label={t('notices.words')} hint={t('notices.words-hint')}>
      <p className="field-hint">
        {variablesOf(kind).map((name) => (
          <code key={name} dir="ltr" className="marker">{`{{${name}}}`}</code>
        ))}
      </p>
      {value.map((words, at) => (
        <WordsCard
          key={at}
          path={`${path}.${at}`}
          value={words}
          forms={forms}
          onChange={(changed) => onChange(value.map((one, index) => (index === at ? changed : one)))}
          onDrop={() => onChange(value.filter((_, index) => index !== at))}
        />
      ))}
      <button type="button" className="button outlined add" onClick={add}>
        <Plus className="icon small" aria-hidden />
        {t('notices.add')}
      </button>
    </FieldGroup>
  );
}

interface WordsCardProps extends Bound<NoticeWords> {
  forms: NoticeForm[];
  onDrop: () => void;
}

function WordsCard({ path, value, forms, onChange, onDrop }: WordsCardProps) {
  const field = (name: 'subject' | 'text') => ({
    path: `${path}.${name}`,
    value: value[name],
    onChange: (next: string) => onChange({ ...value, [name]: next, asWritten: undefined }),
    lang: value.locale,
    required: true,
  });
  const language = languageName(value.locale);
  return (
    <div className="variant">
      <div className="row">
        {forms.length > 1 && (
          <select
            className="input slim"
            aria-label={t('notices.form')}
            data-path={`${path}.form`}
            value={value.form}
            onChange={({ target }) => onChange({ ...value, form: target.value as NoticeForm })}
          >
            {forms.map((form) => (
              <option key={form} value={form}>
                {t(`notices.form.${form}`)}
              </option>
            ))}
          </select>
        )}
        <select
          className="input slim"
          aria-label={t('settings.language')}
          data-path={`${path}.locale`}
          value={value.locale}
          onChange={({ target }) => onChange({ ...value, locale: target.value })}
        >
          {languageChoices().map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <span className="grow" />
        <button type="button" className="button" onClick={onDrop} aria-label={t('form.remove', { what: language })}>
          {t('form.remove-short')}
        </button>
      </div>
      <TextField {...field('subject')} label={t('notices.subject')} maxLength={200} />
      <TextAreaField {...field('text')} label={t('saved.text-in', { language })} maxLength={3_000} />
    </div>
  );
}

/** What a notice of a kind can name. */
function variablesOf(kind: NoticeKind): NoticeVariable[] {
  const dates: Record<NoticeKind, NoticeVariable[]> = {
    shipped: ['order.promised'],
    withdrawn: [],
    delayed: ['order.promised', 'order.before'],
    late: ['order.promised', 'order.lastnews'],
    delivered: [],
  };
  return ['order.number', 'store.name', 'order.tracking', ...dates[kind]];
}
