import { Menu } from '@mantine/core';
import { Braces, Plus } from 'lucide-react';
import { useRef } from 'react';
import { spokenBy } from '#languages';
import type { ReplyVariable } from '#libs/contracts';
import { languageName } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { FieldGroup } from '../form/field.js';
import type { Choice } from '../form/select-field.js';
import { TextAreaField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';
import { languageChoices } from '../model/places.js';

/** The text in each language; no language twice. */
export function VariantsField({ path, value, onChange }: Bound<Variant[]>) {
  const used = value.map((variant) => variant.locale);
  const free = languageChoices().filter((choice) => !used.includes(choice.value));
  const next =
    spokenBy('web')
      .map(({ tag }) => tag)
      .find((tag) => !used.includes(tag)) ?? free[0]?.value;
  return (
    <FieldGroup path={path} label={t('saved.texts')} hint={t('saved.texts-hint')}>
      {value.map((variant, at) => (
        <VariantCard
          key={at}
          path={`${path}.${at}`}
          value={variant}
          languages={languageChoices().filter(
            (choice) => choice.value === variant.locale || !used.includes(choice.value),
          )}
          onChange={(changed) => onChange(value.map((one, index) => (index === at ? changed : one)))}
          onDrop={value.length > 1 ? () => onChange(value.filter((_, index) => index !== at)) : undefined}
        />
      ))}
      {next && value.length < 40 && (
        <button
          type="button"
          className="button outlined add"
          onClick={() => onChange([...value, { locale: next, body: '' }])}
        >
          <Plus className="icon small" aria-hidden />
          {t('saved.add-language')}
        </button>
      )}
    </FieldGroup>
  );
}

/** A text in one language. */
interface Variant {
  locale: string;
  body: string;
  /** Words in brackets are meant; another text is asked about anew. */
  asWritten?: boolean;
}

interface VariantCardProps extends Bound<Variant> {
  languages: Choice[];
  onDrop?: () => void;
}

/** The field for the text in one language, with a menu of variables. */
function VariantCard({ path, value, onChange, languages, onDrop }: VariantCardProps) {
  const box = useRef<HTMLDivElement>(null);
  const language = languageName(value.locale);
  const choices = languages.some((choice) => choice.value === value.locale)
    ? languages
    : [{ value: value.locale, label: language }, ...languages];
  const insert = (marker: string) => {
    const area = box.current!.querySelector('textarea')!;
    const { selectionStart: from, selectionEnd: to } = area;
    onChange({ ...value, body: value.body.slice(0, from) + marker + value.body.slice(to) });
    setTimeout(() => {
      area.focus();
      area.setSelectionRange(from + marker.length, from + marker.length);
    });
  };
  return (
    <div className="variant" ref={box}>
      <div className="row">
        <select
          className="input slim"
          aria-label={t('settings.language')}
          data-path={`${path}.locale`}
          value={value.locale}
          onChange={({ target }) => onChange({ ...value, locale: target.value })}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <span className="grow" />
        <VariableMenu onChoose={insert} />
        {onDrop && (
          <button type="button" className="button" onClick={onDrop} aria-label={t('form.remove', { what: language })}>
            {t('form.remove-short')}
          </button>
        )}
      </div>
      <TextAreaField
        path={`${path}.body`}
        value={value.body}
        onChange={(body) => onChange({ locale: value.locale, body })}
        label={t('saved.text-in', { language })}
        lang={value.locale}
        maxLength={10_000}
        required
      />
    </div>
  );
}

const variables: ReplyVariable[] = [
  'contact.name',
  'agent.name',
  'ticket.number',
  'order.number',
  'order.tracking',
  'store.name',
];

/** The variables that the server fills in, inserted at the cursor. */
function VariableMenu({ onChoose }: { onChoose: (marker: string) => void }) {
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <button type="button" className="button">
          <Braces className="icon small" aria-hidden />
          {t('saved.insert')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {variables.map((name) => (
          <Menu.Item
            key={name}
            rightSection={<code dir="ltr">{`{{${name}}}`}</code>}
            onClick={() => onChoose(`{{${name}}}`)}
          >
            {t(`variable.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
