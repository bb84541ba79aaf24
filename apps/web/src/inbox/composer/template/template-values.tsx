import { TriangleAlert } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Template } from '#libs/contracts';
import { isolated } from '../../../i18n/format.js';
import { type TextId, t } from '../../../i18n/texts.js';
import { classes } from '../../../lib/join-classes.js';
import type { FactKind, FilledVariable } from './find-values.js';
import { TemplateFile } from './template-file.js';
import { tagOf } from './use-facts.js';

interface TemplateValuesProps {
  ticketId: string;
  template: Template;
  filled: FilledVariable[];
  onType: (key: string, value: string) => void;
}

const labels: Record<FactKind, TextId> = {
  contact: 'template.fact.contact',
  agent: 'template.fact.agent',
  order: 'template.fact.order',
  tracking: 'template.fact.tracking',
  date: 'template.fact.date',
  ticket: 'template.fact.ticket',
  store: 'template.fact.store',
};
const sources: Record<FactKind, TextId> = {
  contact: 'template.from.contact',
  agent: 'template.from.agent',
  order: 'template.from.order',
  tracking: 'template.from.order',
  date: 'template.from.order',
  ticket: 'template.from.ticket',
  store: 'template.from.ticket',
};

/** A field for each value of a template, filled with what is known. */
export function TemplateValues({ ticketId, template, filled, onType }: TemplateValuesProps) {
  if (filled.length === 0) return null;
  return (
    <div className="template-values">
      {filled.map((variable) =>
        variable.kind === 'text' ? (
          <ValueField
            key={variable.key}
            variable={variable}
            template={template}
            onType={(value) => onType(variable.key, value)}
          />
        ) : (
          <TemplateFile key={variable.key} ticketId={ticketId} kind={variable.kind} />
        ),
      )}
    </div>
  );
}

/** What a value is called: what it stands for, or the variable's own name. */
function labelOf({ fact, name, part }: FilledVariable, { buttons }: Template): string {
  if (part === 'buttons') return t('template.button-value', { button: isolated(buttons[Number(name)]?.text ?? name) });
  if (fact) return t(labels[fact]);
  return /^\d+$/.test(name) ? t('template.value', { name }) : name.replaceAll('_', ' ');
}

interface ValueFieldProps {
  variable: FilledVariable;
  template: Template;
  onType: (value: string) => void;
}

function ValueField({ variable, template, onType }: ValueFieldProps) {
  const { key, name, part, value, fact, isFound, suggestion, example } = variable;
  const isMissing = value.trim() === '';
  const id = `template-${key}`;
  const label = labelOf(variable, template);
  // Enter leads to the next value that is missing.
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const fields = [...document.querySelectorAll<HTMLInputElement>('.template-values input')];
    const rest = fields.slice(fields.indexOf(event.currentTarget) + 1);
    (rest.find((field) => field.value.trim() === '') ?? document.querySelector<HTMLElement>('.template-send'))?.focus();
  };
  return (
    <div className={classes('template-value', isMissing && 'missing')}>
      <label htmlFor={id}>
        {part !== 'buttons' && /^\d+$/.test(name) && <code dir="ltr">{`{{${name}}}`}</code>}
        <span className="cut" title={part === 'buttons' ? label : name}>
          {label}
        </span>
      </label>
      <span className="template-input">
        {isMissing && <TriangleAlert className="icon small" aria-hidden />}
        <input
          id={id}
          value={value}
          dir="auto"
          lang={tagOf(template.language)}
          maxLength={1_024}
          required
          aria-invalid={isMissing}
          placeholder={
            example ? t('template.example', { example: isolated(example) }) : isMissing ? t('template.missing') : ''
          }
          onKeyDown={press}
          onChange={(event) => onType(event.target.value)}
        />
        {suggestion && (
          <button type="button" className="link cut" onClick={() => onType(suggestion)}>
            {t('template.use', { value: isolated(suggestion) })}
          </button>
        )}
        {fact && (isFound || suggestion) && <span className="meta">{t(sources[fact])}</span>}
      </span>
    </div>
  );
}
