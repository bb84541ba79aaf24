import { ImageOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Message } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { mailDocument } from './mail-document.js';
import { MessageText } from './message-text.js';

const tallest = 4000;
/** Mails whose remote pictures were asked for; a row that scrolls away and back remembers. */
const asked = new Set<string>();

/** A mail's own markup in a frame without scripts, forms or a way out; remote pictures only when asked for. */
export function MailFrame({ message }: { message: Message }) {
  const { id, ticketId, html, quoted, hasRemoteImages, attachments } = message;
  const [showsImages, setShowsImages] = useState(asked.has(id));
  const [height, setHeight] = useState(120);
  const document = useMemo(
    () =>
      mailDocument({
        html: html ?? '',
        showsImages,
        proxied: (url) => `/api/v1/tickets/${ticketId}/messages/${id}/remote-image?url=${encodeURIComponent(url)}`,
        inlined: (contentId) => attachments.find((attachment) => attachment.contentId === contentId)?.url ?? undefined,
      }),
    [html, showsImages, ticketId, id, attachments],
  );
  const fit = (frame: HTMLIFrameElement) => {
    const body = frame.contentDocument?.body;
    if (!body) return;
    const measure = () => setHeight(Math.min(tallest, Math.max(40, body.scrollHeight)));
    measure();
    new ResizeObserver(measure).observe(body);
  };
  return (
    <div className="mail">
      {hasRemoteImages && !showsImages && (
        <div className="mail-bar">
          <ImageOff className="icon small" aria-hidden />
          <span className="grow">{t('mail.images-blocked')}</span>
          <button
            type="button"
            className="link"
            onClick={() => {
              asked.add(id);
              setShowsImages(true);
            }}
          >
            {t('mail.show-images')}
          </button>
        </div>
      )}
      <iframe
        title={t('mail.frame')}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={document}
        style={{ blockSize: height }}
        onLoad={(event) => fit(event.currentTarget)}
      />
      {quoted && (
        <details className="quoted" style={{ padding: '0 10px 8px' }}>
          <summary>{t('message.quoted')}</summary>
          <blockquote dir="auto">
            <MessageText text={quoted} />
          </blockquote>
        </details>
      )}
    </div>
  );
}
