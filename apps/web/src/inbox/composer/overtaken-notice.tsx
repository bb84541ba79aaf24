import { MessageCircleReply } from 'lucide-react';
import { isolated } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { type DraftState, writeDraft } from '../model/drafts.js';
import { newestSeen, useOvertaking } from '../model/overtaking.js';

interface OvertakenNoticeProps {
  ticketId: string;
  draft: Pick<DraftState, 'basedOnSeq' | 'review' | 'visibility'>;
  /** Called with the seq of the newest message that the agent has seen. */
  onSeen?: (basedOnSeq: number) => void;
}

/** Says that somebody wrote while this answer was written, until the agent says that they have seen it. */
export function OvertakenNotice({
  ticketId,
  draft,
  onSeen = (basedOnSeq) => writeDraft(ticketId, { review: false, basedOnSeq }, draft.visibility),
}: OvertakenNoticeProps) {
  const overtaking = useOvertaking(ticketId, draft.basedOnSeq);
  const newest = overtaking.at(-1);
  if (!newest && !draft.review) return null;
  const show = () => {
    const messages = document.querySelector('.messages');
    messages?.scrollTo({ top: messages.scrollHeight });
  };
  // Only up to what this notice is about: what comes while the button is pressed is another notice.
  const confirm = () => onSeen(newest?.seq ?? newestSeen(ticketId));
  const author = newest?.author;
  return (
    <div className="composer-notice" role="alert">
      <MessageCircleReply className="icon small" aria-hidden />
      <span className="grow">
        {author?.kind === 'contact'
          ? t('notice.overtaken-by-customer')
          : author?.name
            ? t('notice.overtaken-by-agent', { name: isolated(author.name) })
            : t('notice.review')}
      </span>
      <button type="button" className="link" onClick={show}>
        {t('notice.review-action')}
      </button>
      <button type="button" className="link" onClick={confirm}>
        {t('notice.seen')}
      </button>
    </div>
  );
}
