import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronLeft, ChevronRight, ListFilter } from 'lucide-react';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/texts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { type FilterName, chosenLabel, filterNames, filterTitles, useFilterChoices } from './filter-choices.js';

const ValueDialog = lazy(() =>
  import('../../frame/value-dialog.js').then(({ ValueDialog }) => ({ default: ValueDialog })),
);

/** Filters the list: first the filter, then its value. The choice is stored in the address. */
export function FilterMenu({ search }: { search: InboxSearch }) {
  const navigate = useNavigate();
  const choices = useFilterChoices();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState<Exclude<FilterName, 'tag'>>();
  const [isTagging, setTagging] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [isOpen, name]);
  const toggle = (opened: boolean) => {
    setOpen(opened);
    setName(undefined);
  };
  const choose = (filter: FilterName, value: string) => {
    toggle(false);
    void navigate({ to: '.', search: (before: InboxSearch) => ({ ...before, [filter]: value }) });
  };
  return (
    <>
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
                closeMenuOnClick={each === 'tag'}
                rightSection={
                  <span className="row chosen">
                    <span className="cut" dir="auto">
                      {chosenLabel(search, each, choices)}
                    </span>
                    <ChevronRight className="icon small flip" aria-hidden />
                  </span>
                }
                onClick={() => (each === 'tag' ? setTagging(true) : setName(each))}
              >
                {t(filterTitles[each])}
              </Menu.Item>
            ))
          )}
          {name &&
            choices[name].map(({ value, label }) => (
              <Menu.Item
                key={value}
                rightSection={search[name] === value && <Check className="icon small" aria-label={t('menu.chosen')} />}
                onClick={() => choose(name, value)}
              >
                <span dir="auto">{label}</span>
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {isTagging && (
          <ValueDialog
            title={t('filter.title')}
            label={t('filter.tag')}
            action={t('filter.set')}
            input={{ type: 'text', defaultValue: search.tag, maxLength: 40 }}
            onChoose={(tag) => choose('tag', tag)}
            onClose={() => setTagging(false)}
          />
        )}
      </Suspense>
    </>
  );
}
