import { ImageOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Message } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { useIsDark } from '../../theme/theme.js';
import { mailDocument } from './mail-document.js';
import { MessageText } from './message-text.js';

const tallest = 4000;
/** Ids of mails whose remote pictures are shown; kept here, since a row unmounts when it scrolls out of sight. */
const asked = new Set<string>();

/** A mail's markup in a sandboxed frame without scripts and forms. Remote pictures load only on demand. */
export function MailFrame({ message }: { message: Message }) {
  const { id, ticketId, html, quoted, hasRemoteImages, attachments } = message;
  const [showsImages, setShowsImages] = useState(asked.has(id));
  const [height, setHeight] = useState(120);
  const isDark = useIsDark();
  const document = useMemo(
    () =>
      mailDocument({
        html: html ?? '',
        showsImages,
        isDark,
        proxied: (url) => `/api/v1/tickets/${ticketId}/messages/${id}/remote-image?url=${encodeURIComponent(url)}`,
        inlined: (contentId) => attachments.find((attachment) => attachment.contentId === contentId)?.url ?? undefined,
      }),
    [html, showsImages, isDark, ticketId, id, attachments],
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
