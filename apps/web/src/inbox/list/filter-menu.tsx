import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronLeft, ChevronRight, ListFilter } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/texts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { type FilterName, chosenLabel, filterNames, filterTitles, useFilterChoices } from './filter-choices.js';

/** Narrows the list: first by what, then to what; what is chosen stands in the address. */
export function FilterMenu({ search }: { search: InboxSearch }) {
  const navigate = useNavigate();
  const choices = useFilterChoices();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState<FilterName>();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const find = (selector: string) => list.current?.querySelector<HTMLElement>(selector);
    if (isOpen) (find('input') ?? find('[role="menuitem"]'))?.focus();
  }, [isOpen, name]);
  const toggle = (opened: boolean) => {
    setOpen(opened);
    setName(undefined);
  };
  const choose = (value: string) => {
    toggle(false);
    void navigate({ to: '.', search: (before: InboxSearch) => ({ ...before, [name!]: value }) });
  };
  return (
    <Menu position="bottom-end" width={240} opened={isOpen} onChange={toggle}>
      <Menu.Target>
        <button type="button" className="button only-icon" aria-label={t('filter.title')} title={t('filter.title')}>
          <ListFilter className="icon" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="filter-menu" ref={list}>
        {name ? (
          <Menu.Item
            key="back"
            closeMenuOnClick={false}
            leftSection={<ChevronLeft className="icon small flip" />}
            onClick={() => setName(undefined)}
            className="medium"
          >
            {t(filterTitles[name])}
          </Menu.Item>
        ) : (
          filterNames.map((each) => (
            <Menu.Item
              key={each}
              closeMenuOnClick={false}
              rightSection={
                <span className="row chosen">
                  <span className="cut" dir="auto">
                    {chosenLabel(search, each, choices)}
                  </span>
                  <ChevronRight className="icon small flip" aria-hidden />
                </span>
              }
              onClick={() => setName(each)}
            >
              {t(filterTitles[each])}
            </Menu.Item>
          ))
        )}
        {name === 'tag' && <TagForm onChoose={choose} />}
        {name &&
          name !== 'tag' &&
          choices[name].map(({ value, label }) => (
            <Menu.Item
              key={value}
              rightSection={search[name] === value && <Check className="icon small" aria-label={t('menu.chosen')} />}
              onClick={() => choose(value)}
            >
              <span dir="auto">{label}</span>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function TagForm({ onChoose }: { onChoose: (tag: string) => void }) {
  const [tag, setTag] = useState('');
  return (
    <form
      style={{ padding: '2px 9px 6px' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (tag.trim()) onChoose(tag.trim());
      }}
    >
      <input
        className="tag-input"
        value={tag}
        maxLength={40}
        onChange={(event) => setTag(event.target.value)}
        onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
        placeholder={t('filter.tag-placeholder')}
        aria-label={t('filter.tag')}
      />
    </form>
  );
}
