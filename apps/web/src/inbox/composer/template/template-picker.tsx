import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Template } from '#libs/contracts';
import { isolated, languageName } from '../../../i18n/format.js';
import { locale as screenLocale, t } from '../../../i18n/texts.js';
import { useTemplates } from '../../model/templates.js';
import { Quality, whyNotSendable } from './quality.js';
import { sortTemplates } from './sort-templates.js';
import { tagOf } from './use-facts.js';

interface TemplatePickerProps {
  channelId: string;
  /** The customer's language, whose templates come first, and what they are called. */
  locale: string | null;
  customer: string | null;
  onChoose: (template: Template) => void;
  onClose: () => void;
}

/** Of each group; a word more finds the rest. */
const maxShown = 100;

/** Searches the templates of a channel, those in the customer's language first. */
export function TemplatePicker({ channelId, locale, customer, onChoose, onClose }: TemplatePickerProps) {
  const [q, setQ] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const all = useTemplates(channelId, true);
  const found = useMemo(() => sortTemplates(all ?? [], q, locale, screenLocale()), [all, q, locale]);
  const own = found.own.slice(0, maxShown);
  const others = found.others.slice(0, maxShown);
  const choices = [...own, ...others].filter(({ sendable }) => sendable);
  const active = choices[Math.min(at, choices.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (choices.length) setAt((choices.indexOf(active!) + step + choices.length) % choices.length);
    } else if (event.key === 'Enter') {
      if (active) onChoose(active);
    } else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const group = (title: string, templates: Template[]) =>
    templates.length > 0 && (
      <div role="group" aria-label={title}>
        <div className="template-group" aria-hidden>
          <span className="grow cut">{title}</span>
          <span className="wide-only">{t('template.category')}</span>
          <span className="wide-only">{t('template.quality')}</span>
        </div>
        {templates.map((template) => (
          <TemplateOption
            key={template.id}
            id={`${id}-${template.id}`}
            template={template}
            isActive={template === active}
            onPoint={() => template.sendable && setAt(choices.indexOf(template))}
            onChoose={() => template.sendable && onChoose(template)}
          />
        ))}
      </div>
    );
  const name = isolated(customer ?? t('contact.visitor'));
  const language = locale && languageName(locale.split('-')[0]!);
  return (
    <div className="popup templates">
      <label className="template-search">
        <Search className="icon small" aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active && `${id}-${active.id}`}
          aria-label={t('template.search')}
          placeholder={t('template.search')}
          value={q}
          onKeyDown={press}
          onChange={(event) => {
            setQ(event.target.value);
            setAt(0);
          }}
        />
        {all && (
          <span className="meta numbers">
            {t('template.count', { shown: found.own.length + found.others.length, all: all.length })}
          </span>
        )}
      </label>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('template.title')} className="scroller">
        {group(language ? t('template.in-language', { language, name }) : t('template.title'), own)}
        {group(own.length > 0 ? t('template.other-languages') : t('template.title'), others)}
      </div>
      {all && own.length + others.length === 0 && (
        <p className="menu-note" role="status">
          {t(all.length === 0 ? 'template.none-yet' : 'template.none')}
        </p>
      )}
    </div>
  );
}

interface TemplateOptionProps {
  id: string;
  template: Template;
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function TemplateOption({ id, template, isActive, onPoint, onChoose }: TemplateOptionProps) {
  const { name, body, language, category, sendable, reason } = template;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={!sendable}
      className="template-option"
      title={reason ?? undefined}
      onPointerMove={onPoint}
      onPointerDown={(event) => {
        event.preventDefault();
        onChoose();
      }}
    >
      <span className="template-words">
        <bdi className="medium cut" dir="ltr">
          {name}
        </bdi>
        <span className="meta cut" dir="auto" lang={tagOf(language)}>
          {body.replace(/\s+/g, ' ')}
        </span>
      </span>
      <span className="language" title={languageName(tagOf(language))}>
        {language.replaceAll('_', '-').toUpperCase()}
      </span>
      <span className="second">{t(`template.category.${category}`)}</span>
      {sendable ? (
        <Quality quality={template.quality} />
      ) : (
        <span className="chip slim warn">{whyNotSendable(template)}</span>
      )}
    </div>
  );
}
