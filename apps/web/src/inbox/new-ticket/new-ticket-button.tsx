import { SquarePen } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { t } from '../../i18n/texts.js';

const NewTicket = lazy(() => import('./new-ticket.js').then(({ NewTicket }) => ({ default: NewTicket })));

/** Writes to a customer first. */
export function NewTicketButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button only-icon"
        style={{ marginInlineEnd: -6 }}
        onClick={() => setOpen(true)}
        aria-label={t('new.title')}
        title={t('new.title')}
      >
        <SquarePen className="icon" aria-hidden />
      </button>
      <Suspense fallback={null}>{isOpen && <NewTicket onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
