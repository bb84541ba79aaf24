import { Plus } from 'lucide-react';
import type { NoticeForm, NoticeTemplate, NoticeVariable, Template } from '#libs/contracts';
import { useChannelKinds } from '../../api/channel-kinds.js';
import { useChannels } from '../../api/people.js';
import { languageName } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { type FactKind, factOf, keyOf, textAround } from '../../inbox/composer/template/find-values.js';
import { tagOf } from '../../inbox/composer/template/use-facts.js';
import { useTemplates } from '../../inbox/model/templates.js';
import { FieldGroup } from '../form/field.js';
import { TextField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';

interface NoticeTemplatesProps extends Bound<NoticeTemplate[]> {
  forms: NoticeForm[];
}

/** The templates in which a kind of notice is told when free replies are over; absent where no channel has any. */
export function NoticeTemplatesField({ path, value, onChange, forms }: NoticeTemplatesProps) {
  const kinds = useChannelKinds();
  const channels = useChannels().filter(
    ({ type, state }) =>
      state !== 'archived' && kinds.some((kind) => kind.type === type && kind.capabilities.templates === true),
  );
  const [first] = channels;
  if (!first && value.length === 0) return null;
  const add = () =>
    first && onChange([...value, { form: forms[0]!, channelId: first.id, name: '', language: '', values: {} }]);
  return (
    <FieldGroup path={path} label={t('notices.templates')} hint={t('notices.templates-hint')}>
      {value.map((one, at) => (
        <TemplateCard
          key={at}
          path={`${path}.${at}`}
          value={one}
          forms={forms}
          channels={channels}
          onChange={(changed) => onChange(value.map((each, index) => (index === at ? changed : each)))}
          onDrop={() => onChange(value.filter((_, index) => index !== at))}
        />
      ))}
      <button type="button" className="button outlined add" onClick={add} disabled={!first}>
        <Plus className="icon small" aria-hidden />
        {t('notices.add-template')}
      </button>
    </FieldGroup>
  );
}

interface TemplateCardProps extends Bound<NoticeTemplate> {
  forms: NoticeForm[];
  channels: { id: string; name: string }[];
  onDrop: () => void;
}

/** What a notice may send: nobody chooses a file when an order is shipped. */
const isUsable = ({ sendable, variables }: Template) => sendable && variables.every(({ kind }) => kind === 'text');
const nameOf = ({ name, language }: Pick<Template, 'name' | 'language'>) =>
  `${name}${t('format.separator')}${languageName(tagOf(language))}`;

function TemplateCard({ path, value, forms, channels, onChange, onDrop }: TemplateCardProps) {
  const templates = (useTemplates(value.channelId, true) ?? []).filter(isUsable);
  const chosen = templates.find(({ name, language }) => name === value.name && language === value.language);
  const choose = (id: string) => {
    const template = templates.find((each) => each.id === id);
    if (template) onChange({ ...value, name: template.name, language: template.language, values: guessed(template) });
  };
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
        {channels.length > 1 && (
          <select
            className="input slim"
            aria-label={t('new.channel')}
            data-path={`${path}.channelId`}
            value={value.channelId}
            onChange={({ target }) =>
              onChange({ ...value, channelId: target.value, name: '', language: '', values: {} })
            }
          >
            {channels.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <select
          className="input slim"
          aria-label={t('template.choose')}
          data-path={`${path}.name`}
          required
          value={chosen?.id ?? ''}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{value.name ? nameOf(value) : t('template.choose')}</option>
          {templates.map((template) => (
            <option key={template.id} value={template.id}>
              {nameOf(template)}
            </option>
          ))}
        </select>
        <span className="grow" />
        <button
          type="button"
          className="button"
          onClick={onDrop}
          aria-label={t('form.remove', { what: value.name || t('template.choose') })}
        >
          {t('form.remove-short')}
        </button>
      </div>
      {value.name && !chosen && <p className="field-hint">{t('notices.template-gone')}</p>}
      {chosen && (
        <>
          <p className="field-hint" lang={tagOf(chosen.language)} dir="auto">
            {chosen.body}
          </p>
          {chosen.variables.map((variable) => (
            <TextField
              key={keyOf(variable)}
              path={`${path}.values.${keyOf(variable)}`}
              label={
                variable.part === 'buttons'
                  ? t('template.button-value', { button: chosen.buttons[Number(variable.name)]?.text ?? variable.name })
                  : `{{${variable.name}}}`
              }
              hint={variable.example ? t('template.example', { example: variable.example }) : undefined}
              value={value.values[keyOf(variable)] ?? ''}
              onChange={(text) => onChange({ ...value, values: { ...value.values, [keyOf(variable)]: text } })}
              required
              maxLength={300}
            />
          ))}
        </>
      )}
    </div>
  );
}

const known: Partial<Record<FactKind, NoticeVariable>> = {
  order: 'order.number',
  tracking: 'order.tracking',
  date: 'order.promised',
  store: 'store.name',
};

/** What each value most likely stands for, as far as a notice can name it. */
function guessed(template: Template): Record<string, string> {
  const found = template.variables.map((variable): [string, string] => {
    const fact = factOf(variable, textAround(template, variable.part));
    return [keyOf(variable), fact && known[fact] ? `{{${known[fact]}}}` : ''];
  });
  return Object.fromEntries(found);
}
