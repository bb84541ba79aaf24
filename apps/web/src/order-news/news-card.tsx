import { useState } from 'react';
import type { ContactNotice } from '#libs/contracts';
import { explain } from '../api/api-error.js';
import { Reason } from '../frame/reason.js';
import { shortDate } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { settleNews } from './news-query.js';

/** One notice: what the buyer should hear, why they did not, and what an agent can do. */
export function NewsCard({ notice, onWrite }: { notice: ContactNotice; onWrite: () => void }) {
  const { kind, orderNumber, to, subject, text, why, at } = notice;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const settle = async () => {
    setBusy(true);
    try {
      await settleNews(notice);
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };
  return (
    <li className="news-card" aria-label={subject}>
      <div className="row">
        <span className="medium cut grow">
          <bdi>{orderNumber}</bdi>
          {t('format.separator')}
          {t(`news.kind.${kind}`)}
        </span>
        <time className="third numbers" dateTime={at}>
          {shortDate(at)}
        </time>
      </div>
      <p className="second cut">{to ? <bdi>{to}</bdi> : t('news.no-address')}</p>
      {why && (
        <p className="news-why">
          <Reason text={why} />
        </p>
      )}
      <details>
        <summary>{t('news.text')}</summary>
        <p className="medium" dir="auto">
          {subject}
        </p>
        <p className="news-text" dir="auto">
          {text}
        </p>
      </details>
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="row news-acts">
        {to?.includes('@') && (
          <button type="button" className="button outlined" onClick={onWrite}>
            {t('news.write')}
          </button>
        )}
        <button type="button" className="button outlined" disabled={isBusy} onClick={() => void settle()}>
          {t('news.done')}
        </button>
      </div>
    </li>
  );
}
