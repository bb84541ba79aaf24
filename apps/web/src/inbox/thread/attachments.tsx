import { useFocusTrap } from '@mantine/hooks';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Attachment, Message } from '#libs/contracts';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { toast } from '../../frame/toasts.js';
import { fileSize } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { repairThread } from '../../realtime/repair.js';
import { isOver, refreshMessage } from '../model/thread-query.js';
import { FileCard } from './file-card.js';

/** The files of a message: pictures in place, others as downloads. */
export function Attachments({ message, attachments }: { message: Message; attachments: Attachment[] }) {
  const [shownId, setShownId] = useState<string>();
  if (attachments.length === 0) return null;
  const shown = attachments.find(({ id }) => id === shownId);
  const refresh = () => refreshMessage(message.ticketId, message.seq).catch(() => {});
  return (
    <div className="files">
      {attachments.map((attachment) =>
        attachment.image && attachment.url ? (
          <Picture
            key={attachment.id}
            attachment={attachment}
            onOpen={() => setShownId(attachment.id)}
            onLinkOver={refresh}
          />
        ) : (
          <FileCard
            key={attachment.id}
            attachment={attachment}
            onLinkOver={refresh}
            onFetchAgain={() => fetchAgain(message, attachment.id)}
          />
        ),
      )}
      {shown?.url && <Lightbox attachment={shown} onClose={() => setShownId(undefined)} />}
    </div>
  );
}

async function fetchAgain({ ticketId, id: messageId }: Message, attachmentId: string) {
  try {
    await call('fetchAttachmentAgain', { params: { ticketId, messageId, attachmentId } });
  } catch (error) {
    toast(explain(error), { tone: 'bad' });
  } finally {
    repairThread(ticketId);
  }
}

function Picture({
  attachment: { name, size, url },
  onOpen,
  onLinkOver,
}: {
  attachment: Attachment;
  onOpen: () => void;
  onLinkOver: () => Promise<void>;
}) {
  const open = async () => {
    if (isOver(url!)) await onLinkOver();
    onOpen();
  };
  return (
    <figure className="picture">
      <button type="button" onClick={() => void open()} aria-label={t('file.enlarge', { name })}>
        <img
          src={url!}
          alt={name}
          loading="lazy"
          decoding="async"
          onError={() => {
            if (isOver(url!)) void onLinkOver();
          }}
        />
      </button>
      <figcaption className="caption cut">
        <bdi>{name}</bdi>
        {t('format.separator')}
        {fileSize(size)}
      </figcaption>
    </figure>
  );
}

/** One picture over the whole screen. Escape or a click closes it and restores the focus. */
function Lightbox({ attachment, onClose }: { attachment: Attachment; onClose: () => void }) {
  const trap = useFocusTrap();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    return () => before?.focus();
  }, []);
  return createPortal(
    <div
      ref={trap}
      className="lightbox"
      role="dialog"
      aria-modal
      aria-label={attachment.name}
      onClick={onClose}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <img src={attachment.url!} alt={attachment.name} />
      <button
        type="button"
        className="button only-icon close"
        onClick={onClose}
        aria-label={t('action.close')}
        data-autofocus
      >
        <X className="icon" aria-hidden />
      </button>
    </div>,
    document.body,
  );
}
