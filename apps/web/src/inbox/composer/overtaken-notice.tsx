import { MessageCircleReply } from 'lucide-react';
import { isolated } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { type DraftState, writeDraft } from '../model/drafts.js';
import { newestSeen, useOvertaking } from '../model/overtaking.js';

/** Says that somebody wrote while this answer was written, until the agent says that they have seen it. */
export function OvertakenNotice({ ticketId, draft }: { ticketId: string; draft: DraftState }) {
  const overtaking = useOvertaking(ticketId, draft.basedOnSeq);
  const newest = overtaking.at(-1);
  if (!newest && !draft.review) return null;
  const show = () => {
    const messages = document.querySelector('.messages');
    messages?.scrollTo({ top: messages.scrollHeight });
  };
  // Only up to what this notice is about: what comes while the button is pressed is another notice.
  const confirm = () =>
    writeDraft(ticketId, { review: false, basedOnSeq: newest?.seq ?? newestSeen(ticketId) }, draft.visibility);
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
