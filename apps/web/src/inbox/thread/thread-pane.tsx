import { type DragEvent, useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { explain, isProblem } from '../../api/api-error.js';
import { useAgents } from '../../api/people.js';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useColleagues, useCustomerTyping } from '../../realtime/use-presence.js';
import { useMe } from '../../session/me.js';
import { Composer } from '../composer/composer.js';
import { draftKey, shownKind } from '../model/drafts.js';
import { usePendingSends } from '../model/pending-sends.js';
import { useThread } from '../model/read-thread.js';
import { addFiles } from '../model/uploads.js';
import { ThreadHead } from './thread-head.js';
import { ThreadMessages } from './thread-messages.js';

interface ThreadPaneProps {
  ticketId: string;
  hasContext: boolean;
  onToggleContext: () => void;
}

/** One ticket: its head, its messages, and where to answer. */
export function ThreadPane({ ticketId, hasContext, onToggleContext }: ThreadPaneProps) {
  const { data: thread, error, refetch } = useThread(ticketId);
  const me = useMe();
  const sends = usePendingSends(ticketId, me.agent.id);
  const drop = useFileDrop(ticketId);
  if (!thread && error) {
    return (
      <section className="pane thread" aria-label={t('thread.label')}>
        <p className="nothing" role="alert">
          {isProblem(error, 'not-found') ? t('thread.not-found') : explain(error)}{' '}
          <button type="button" className="link" onClick={() => void refetch()}>
            {t('broken.retry')}
          </button>
        </p>
      </section>
    );
  }
  if (!thread) return <ThreadSkeleton />;
  return (
    <section className="pane thread" aria-label={t('thread.label')} {...drop.handlers}>
      <ThreadHead ticket={thread.ticket} hasContext={hasContext} onToggleContext={onToggleContext} />
      <ThreadMessages thread={thread} sends={sends} />
      <TypingLine ticket={thread.ticket} />
      <Composer ticket={thread.ticket} hasContext={hasContext} />
      {drop.isOver && <div className="drop-here">{t('composer.drop-here')}</div>}
    </section>
  );
}

/** Uploads files that are dropped anywhere on the thread. */
function useFileDrop(ticketId: string) {
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (hasFiles(event)) {
          event.preventDefault();
          setOver(true);
        }
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        addFiles(draftKey(ticketId, shownKind(ticketId)), event.dataTransfer.files);
      },
    },
  };
}

const bubbles = [
  [300, 66, false],
  [260, 46, true],
  [340, 88, false],
  [220, 46, true],
  [180, 44, false],
] as const;

/** The placeholder of a thread while it loads. */
function ThreadSkeleton() {
  return (
    <section className="pane thread" aria-label={t('thread.label')} aria-busy>
      <header className="pane-head">
        <i className="skeleton" style={{ inlineSize: 190, blockSize: 12 }} />
        <span className="grow" />
        <i className="skeleton" style={{ inlineSize: 70, blockSize: 22 }} />
        <i className="skeleton" style={{ inlineSize: 84, blockSize: 26 }} />
      </header>
      <div
        className="grow"
        style={{ padding: '20px 24px', display: 'flex', flexDirection: 'column', gap: 20, overflow: 'hidden' }}
      >
        {bubbles.map(([width, height, isOwn]) => (
          <div key={`${width}-${height}`} className={isOwn ? 'message own' : 'message'}>
            <i className="skeleton" style={{ inlineSize: 28, blockSize: 28, borderRadius: '50%', flex: 'none' }} />
            <span className="body">
              <i className="skeleton" style={{ inlineSize: 90, blockSize: 9, marginBlockEnd: 8 }} />
              <i className="skeleton" style={{ inlineSize: width, blockSize: height, borderRadius: 10 }} />
            </span>
          </div>
        ))}
      </div>
      <div className="composer" style={{ blockSize: 128 }} />
    </section>
  );
}

/** Who is typing, and which colleagues view the ticket. */
function TypingLine({ ticket }: { ticket: Ticket }) {
  const isCustomerTyping = useCustomerTyping(ticket.id);
  const colleagues = useColleagues(ticket.id);
  const agents = useAgents();
  const namesOf = (state: 'viewing' | 'typing') =>
    joined(
      colleagues
        .filter((one) => one.state === state)
        .map(({ agentId }) => agents.find(({ id }) => id === agentId)?.name),
    );
  const typing = namesOf('typing');
  const viewing = namesOf('viewing');
  const lines = [
    isCustomerTyping && t('typing.customer', { name: ticket.contact.name ?? t('contact.visitor') }),
    typing && t('typing.colleague', { name: typing }),
    viewing && t('typing.viewing', { name: viewing }),
  ].filter(Boolean);
  return (
    <div className="typing cut" aria-live="polite" hidden={lines.length === 0}>
      {lines.join(' · ')}
    </div>
  );
}
