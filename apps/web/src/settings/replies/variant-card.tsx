import { useRef } from 'react';
import { languageName } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import type { Choice } from '../form/select-field.js';
import { TextAreaField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';
import { VariableMenu } from './variable-menu.js';

/** A text in one language. */
export interface Variant {
  locale: string;
  body: string;
}

interface VariantCardProps extends Bound<Variant> {
  languages: Choice[];
  onDrop?: () => void;
}

/** The text in one language, and what may be put into it. */
export function VariantCard({ path, value, onChange, languages, onDrop }: VariantCardProps) {
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
        onChange={(body) => onChange({ ...value, body })}
        label={t('saved.text-in', { language })}
        lang={value.locale}
        maxLength={10_000}
        required
      />
    </div>
  );
}
