import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactNotice } from '#libs/contracts';
import { explain } from '../api/api-error.js';
import { Signpost } from '../frame/signpost.js';
import { t } from '../i18n/texts.js';
import { NewTicket } from '../inbox/new-ticket.js';
import { NewsCard } from './news-card.js';
import { type NewsState, newsQuery, newsStates, settleNews } from './news-query.js';
import './order-news.css';

/** News of orders that reached no buyer: an agent passes each on, or says that there is no need. */
export function OrderNewsPage() {
  const [writing, setWriting] = useState<ContactNotice>();
  const lists = { 'needs-agent': useNews('needs-agent'), unknown: useNews('unknown') };
  const isEmpty = newsStates.every((state) => lists[state].items?.length === 0);
  return (
    <section className="page order-news" aria-label={t('news.title')}>
      <header className="order-news-head">
        <h1>{t('news.title')}</h1>
      </header>
      <div className="order-news-body">
        <p className="second">{t('news.lead')}</p>
        {isEmpty && (
          <div className="order-news-empty">
            <Signpost />
            <p>{t('news.empty')}</p>
          </div>
        )}
        {newsStates.map((state) => (
          <NewsList key={state} state={state} news={lists[state]} onWrite={setWriting} />
        ))}
      </div>
      {writing && (
        <NewTicket
          first={{ to: writing.to ?? '', subject: writing.subject, text: writing.text }}
          onSent={() => settleNews(writing)}
          onClose={() => setWriting(undefined)}
        />
      )}
    </section>
  );
}

function useNews(state: NewsState) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(newsQuery(state));
  return {
    items: data?.pages.flatMap(({ items }) => items),
    error,
    isFetchingNextPage,
    refetch,
    more: hasNextPage ? fetchNextPage : undefined,
  };
}

interface NewsListProps {
  state: NewsState;
  news: ReturnType<typeof useNews>;
  onWrite: (notice: ContactNotice) => void;
}

function NewsList({ state, news, onWrite }: NewsListProps) {
  const { items, error, more, isFetchingNextPage, refetch } = news;
  if (error && !items)
    return (
      <p className="form-problem" role="alert">
        <span className="grow">{explain(error)}</span>
        <button type="button" className="button" onClick={() => void refetch()}>
          {t('news.again')}
        </button>
      </p>
    );
  if (!items) return <p className="third" aria-busy="true" aria-label={t('news.loading')} />;
  if (items.length === 0) return null;
  return (
    <section aria-label={t(`news.${state}`)}>
      <h2>{t(`news.${state}`)}</h2>
      <ul className="news-list">
        {items.map((notice) => (
          <NewsCard key={notice.id} notice={notice} onWrite={() => onWrite(notice)} />
        ))}
      </ul>
      {more && (
        <button type="button" className="button outlined" disabled={isFetchingNextPage} onClick={() => void more()}>
          {t('news.more')}
        </button>
      )}
    </section>
  );
}
