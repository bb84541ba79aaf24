import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { Fragment, useState } from 'react';
import { t } from '../../i18n/texts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { type FilterName, filterNames, filterTitles, useFilterChoices } from './filter-choices.js';

/** Narrows the list; what is chosen stands in the address. */
export function FilterMenu() {
  const navigate = useNavigate();
  const choices = useFilterChoices();
  const [tag, setTag] = useState('');
  const choose = (name: FilterName, value: string) => void navigate({ to: '.', search: (before: InboxSearch) => ({ ...before, [name]: value }) });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className="button only-icon" aria-label={t('filter.title')} title={t('filter.title')}><ListFilter className="icon" aria-hidden /></button>
      </Menu.Target>
      <Menu.Dropdown style={{ maxBlockSize: '70vh', overflowY: 'auto' }}>
        {filterNames.map((name) => (
          <Fragment key={name}>
            <Menu.Label>{t(filterTitles[name])}</Menu.Label>
            {name === 'tag' ? (
              <form style={{ padding: '2px 9px 6px' }} onSubmit={(event) => { event.preventDefault(); if (tag.trim()) choose('tag', tag.trim()); }}>
                <input className="tag-input" value={tag} maxLength={40} onChange={(event) => setTag(event.target.value)} onKeyDown={(event) => event.stopPropagation()} placeholder={t('filter.tag-placeholder')} aria-label={t('filter.tag')} />
              </form>
            ) : (
              choices[name].map(({ value, label }) => <Menu.Item key={value} onClick={() => choose(name, value)}><span dir="auto">{label}</span></Menu.Item>)
            )}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
