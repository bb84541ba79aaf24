import { spokenBy } from '#languages';
import { Plus } from 'lucide-react';
import { t } from '../../i18n/texts.js';
import { FieldGroup } from '../form/field.js';
import type { Bound } from '../form/use-form.js';
import { languageChoices } from '../model/places.js';
import { type Variant, VariantCard } from './variant-card.js';

/** The text in each language; a language stands once. */
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
