import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { explain } from '../../api/api-error.js';
import { Signpost } from '../../frame/signpost.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import type { List } from '../model/lists.js';
import { Screen } from './screen.js';

/** The props of each section's screen. */
export interface SectionProps {
  itemId?: string;
}

interface ResourceProps<T extends { id: string }> extends SectionProps {
  name: string;
  title: string;
  lead: string;
  /** The label of the link that adds an item. */
  add: string;
  /** Shown above the list. */
  notice?: ReactNode;
  /** Shown when there are no items. */
  empty: string;
  /** The role that may edit. */
  role: 'admin' | 'manager';
  list: List<T>;
  row: (item: T) => RowContent;
  /** The form of an item, or of a new one. */
  form: (item: T | undefined) => ReactNode;
}

/** A section with a list of items and the form of each. */
export function Resource<T extends { id: string }>({
  itemId,
  name,
  title,
  lead,
  add,
  notice,
  empty,
  role,
  list,
  row,
  form,
}: ResourceProps<T>) {
  const { data, error } = useQuery(list);
  const may = useMay(role);
  const item = data?.find(({ id }) => id === itemId);
  if (itemId && (itemId === 'new' ? may : item))
    return (
      <div key={itemId} className="contents">
        {form(item)}
      </div>
    );
  const parent = itemId ? { name, title } : undefined;
  const addLink = may && !itemId && (
    <Link to="/settings/$section/$itemId" params={{ section: name, itemId: 'new' }} className="button primary">
      <Plus className="icon small" aria-hidden />
      {add}
    </Link>
  );
  return (
    <Screen title={title} lead={itemId ? undefined : lead} parent={parent} aside={data?.length !== 0 && addLink}>
      {!may && <p className="read-only">{t(role === 'admin' ? 'settings.admins-only' : 'settings.managers-only')}</p>}
      {!itemId && notice}
      {error && !data && (
        <p className="form-problem" role="alert">
          {explain(error)}
        </p>
      )}
      {!data && !error && <Waiting />}
      {data && itemId && <p className="second">{t('problem.not-found')}</p>}
      {data &&
        !itemId &&
        (data.length ? (
          <ul className="items">
            {data.map((one) => (
              <ItemRow key={one.id} section={name} itemId={one.id} {...row(one)} />
            ))}
          </ul>
        ) : (
          <div className="settings-empty">
            <Signpost />
            <p>{empty}</p>
            {addLink}
          </div>
        ))}
    </Screen>
  );
}

function Waiting() {
  return (
    <ul className="items" aria-busy="true" aria-label={t('settings.loading')}>
      {[0, 1, 2].map((at) => (
        <li key={at} className="item">
          <span className="skeleton" />
        </li>
      ))}
    </ul>
  );
}

/** The content of a row. */
interface RowContent {
  glyph?: ReactNode;
  title: string;
  lang?: string;
  /** The second line. */
  meta?: ReactNode;
  /** At the row's end. */
  end?: ReactNode;
}

/** One item of a list; the whole row is the link. */
function ItemRow({ section, itemId, glyph, title, lang, meta, end }: RowContent & { section: string; itemId: string }) {
  return (
    <li className="item">
      <Link to="/settings/$section/$itemId" params={{ section, itemId }} className="item-link">
        {glyph}
        <span className="grow">
          <span className="item-title cut" lang={lang}>
            <bdi>{title}</bdi>
          </span>
          {meta && <span className="item-meta cut">{meta}</span>}
        </span>
        {end}
      </Link>
    </li>
  );
}
