import { type DragEvent, useState } from 'react';
import { isProblem } from '../../api/api-error.js';
import { explain } from '../../api/explain.js';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import { Composer } from '../composer/composer.js';
import { draftKey, shownKind } from '../model/drafts.js';
import { addFiles } from '../model/uploads.js';
import { useThread } from '../model/use-thread.js';
import { ThreadHead } from './thread-head.js';
import { ThreadMessages } from './thread-messages.js';
import { ThreadSkeleton } from './thread-skeleton.js';
import { TypingLine } from './typing-line.js';
import { usePendingSends } from '../model/pending-sends.js';

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
      <Composer ticket={thread.ticket} />
      {drop.isOver && <div className="drop-here">{t('composer.drop-here')}</div>}
    </section>
  );
}

/** Files dropped anywhere on the thread go to its composer. */
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
