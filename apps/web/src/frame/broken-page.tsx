import { Link } from '@tanstack/react-router';
import { explain } from '../api/api-error.js';
import { t } from '../i18n/texts.js';
import { Signpost } from './signpost.js';

/** Replaces a page that failed to load or render. */
export function BrokenPage({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <main className="welcome">
      <Signpost />
      <h2>{t('broken.title')}</h2>
      <p role="alert">{explain(error)}</p>
      <button
        className="button primary"
        style={{ marginBlockStart: 18 }}
        type="button"
        onClick={() => {
          reset();
          location.reload();
        }}
      >
        {t('broken.retry')}
      </button>
    </main>
  );
}

/** Replaces a page that does not exist. */
export function LostPage() {
  return (
    <main className="welcome">
      <Signpost />
      <h2>{t('lost.title')}</h2>
      <p>{t('lost.text')}</p>
      <Link className="button primary" style={{ marginBlockStart: 18 }} to="/inbox" search={{}}>
        {t('lost.action')}
      </Link>
    </main>
  );
}
