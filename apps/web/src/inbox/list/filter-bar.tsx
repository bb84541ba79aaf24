import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { t } from '../../i18n/texts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { chosenFilters, chosenLabel, chosenParts, filterTitles, useFilterChoices } from './filter-choices.js';

/** The active filters, each with a button that removes it. */
export function FilterBar({ search }: { search: InboxSearch }) {
  const navigate = useNavigate();
  const choices = useFilterChoices();
  const chosen = chosenFilters(search);
  const parts = chosenParts(search);
  if (chosen.length + parts.length === 0) return null;
  const drop = (...names: (keyof InboxSearch)[]) =>
    void navigate({
      to: '.',
      search: (before: InboxSearch) => ({ ...before, ...Object.fromEntries(names.map((name) => [name, undefined])) }),
    });
  return (
    <div className="filter-bar">
      {chosen.map((name) => (
        <span key={name} className="chip accent">
          <span dir="auto">{chosenLabel(search, name, choices)}</span>
          <button
            type="button"
            onClick={() => drop(name)}
            aria-label={t('filter.drop', { name: t(filterTitles[name]) })}
          >
            <X className="icon tiny" aria-hidden />
          </button>
        </span>
      ))}
      {parts.map(({ names, label }) => (
        <span key={label} className="chip accent">
          <bdi>{label}</bdi>
          <button type="button" onClick={() => drop(...names)} aria-label={t('filter.drop', { name: label })}>
            <X className="icon tiny" aria-hidden />
          </button>
        </span>
      ))}
      <button
        type="button"
        className="link"
        style={{ fontSize: 12 }}
        onClick={() => drop(...chosen, ...parts.flatMap(({ names }) => names))}
      >
        {t('filter.clear')}
      </button>
    </div>
  );
}
