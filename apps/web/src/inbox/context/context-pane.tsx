import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type ReactNode, Suspense, lazy, useEffect, useRef } from 'react';
import { t } from '../../i18n/texts.js';
import { useTemplateChoice } from '../model/templates.js';
import { threadQuery } from '../model/thread-query.js';
import { ClocksSection } from './clocks-section.js';
import { ContactSection } from './contact-section.js';
import { HistorySection } from './history-section.js';
import { OrdersSection } from './orders-section.js';
import { OtherTicketsSection } from './other-tickets-section.js';
import { TagsSection } from './tags-section.js';

const TemplateSection = lazy(() =>
  import('./template-section.js').then(({ TemplateSection }) => ({ default: TemplateSection })),
);

interface ContextPaneProps {
  ticketId: string;
  isDrawer: boolean;
  onClose: () => void;
  children?: ReactNode;
}

/** What is known about the ticket and its contact, beside the thread or over it. */
export function ContextPane({ ticketId, isDrawer, onClose, children }: ContextPaneProps) {
  const { data: thread, error } = useQuery({ ...threadQuery(ticketId), refetchInterval: false });
  const hasTemplate = Boolean(useTemplateChoice(ticketId)?.template);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isDrawer) pane.current?.focus();
  }, [isDrawer]);
  if (!thread && error) return null;
  return (
    <aside
      ref={pane}
      className="pane context"
      aria-label={t('context.label')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (isDrawer && event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      {children}
      <div className="context-scroll scroller">
        {isDrawer && (
          <div className="pane-head">
            <h2 className="grow">{t('context.label')}</h2>
            <button type="button" className="button only-icon" onClick={onClose} aria-label={t('action.close')}>
              <X className="icon" aria-hidden />
            </button>
          </div>
        )}
        {thread ? (
          <>
            {hasTemplate && (
              <Suspense>
                <TemplateSection ticket={thread.ticket} />
              </Suspense>
            )}
            <ContactSection ticket={thread.ticket} />
            <ClocksSection ticket={thread.ticket} />
            <OrdersSection ticket={thread.ticket} />
            <TagsSection ticket={thread.ticket} />
            <OtherTicketsSection ticket={thread.ticket} />
            <HistorySection thread={thread} />
          </>
        ) : (
          <ContextSkeleton />
        )}
      </div>
    </aside>
  );
}

const sections = [
  [230, 190, 150],
  [240, 190, 140],
  [240, 190, 150, 210],
];

/** The placeholder of the pane while it loads. */
function ContextSkeleton() {
  return sections.map((lines) => (
    <div key={lines.join()} className="section" aria-hidden>
      {lines.map((width) => (
        <i
          key={width}
          className="skeleton"
          style={{ inlineSize: `min(100%, ${width}px)`, blockSize: 9, marginBlock: 12 }}
        />
      ))}
    </div>
  ));
}
