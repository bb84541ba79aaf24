import { type ReactNode, useId } from 'react';
import { explain } from '../../api/api-error.js';
import { number } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import type { usePages } from './model.js';

interface TroubleListProps<T> {
  title: string;
  /** What it means, and what can be done. */
  lead: string;
  count?: number;
  list: ReturnType<typeof usePages<T>>;
  row: (item: T) => ReactNode;
}

/** One kind of trouble. A kind without any is one quiet line. */
export function TroubleList<T extends { id: string }>({ title, lead, count, list, row }: TroubleListProps<T>) {
  const heading = useId();
  const { items, error, more, isLoadingMore } = list;
  return (
    <section className="trouble" aria-labelledby={heading}>
      <h2 id={heading}>
        {title}
        {Boolean(count) && <span className="chip bad">{number(count!)}</span>}
      </h2>
      {error && !items && (
        <p className="form-problem" role="alert">
          {explain(error)}
        </p>
      )}
      {items?.length === 0 && <p className="second">{t('trouble.none')}</p>}
      {Boolean(items?.length) && (
        <>
          <p className="second lead">{lead}</p>
          <ul className="items">
            {items!.map((item) => (
              <li key={item.id} className="item trouble-item">
                {row(item)}
              </li>
            ))}
          </ul>
          {more && (
            <button type="button" className="button outlined" disabled={isLoadingMore} onClick={more}>
              {t('trouble.more')}
            </button>
          )}
        </>
      )}
    </section>
  );
}

interface EntryProps {
  title: ReactNode;
  /** Why it went wrong. */
  why?: ReactNode;
  meta: ReactNode;
  children?: ReactNode;
  actions: ReactNode;
}

/** One entry: what, why, where and when, and what can be done about it. */
export function Entry({ title, why, meta, children, actions }: EntryProps) {
  return (
    <>
      <div className="trouble-entry">
        <div className="grow">
          <div className="item-title">{title}</div>
          {why && <div className="bad-text">{why}</div>}
          <div className="item-meta">{meta}</div>
        </div>
        <div className="row trouble-actions">{actions}</div>
      </div>
      {children}
    </>
  );
}
