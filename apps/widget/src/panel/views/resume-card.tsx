import type { VisitorTicket } from '#libs/contracts';
import type { Formats } from '../format.js';
import { t } from '../i18n.js';
import { Avatar } from './avatar.js';

/** A conversation to go on with. */
export function ResumeCard({
  ticket,
  formats,
  first,
  open,
}: {
  ticket: VisitorTicket;
  formats: Formats;
  first: boolean;
  open(): void;
}) {
  const { preview, unread, closed, agentName } = ticket;
  return (
    <button class="card row resume" onClick={open}>
      <Avatar name={agentName} tint />
      <span class="grow">
        <span class="row">
          <b class="ell grow">{t(first && !closed ? 'home.continue' : 'home.earlier')}</b>
          {preview && <span class="t3 f12">{formats.ago(preview.at)}</span>}
        </span>
        {preview && (
          <span class="t2 ell f13">
            {preview.author && (
              <>
                <bdi>{preview.author}</bdi>:{' '}
              </>
            )}
            <bdi>{preview.text}</bdi>
          </span>
        )}
      </span>
      {unread > 0 && (
        <i class="dot">
          <span class="unseen">{t('chat.unread')}</span>
        </i>
      )}
    </button>
  );
}
