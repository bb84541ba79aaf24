import type { Message } from '#libs/contracts';
import { explain } from '../../api/explain.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { useNow } from '../../lib/use-now.js';
import { focusComposer } from '../composer/focus-composer.js';
import { undoSeconds, undoSend } from '../model/undo-send.js';

/** For the seconds in which a message has not left: takes it back into the composer. */
export function UndoSend({ message }: { message: Message }) {
  const until = Date.parse(message.createdAt) + undoSeconds * 1000;
  const isQueued = message.deliveryStatus === 'queued';
  const now = useNow(500, isQueued && until > Date.now());
  if (!isQueued || now >= until) return null;
  // The button goes with its message: whoever pressed it goes on writing.
  const takeBack = () =>
    undoSend(message).then(
      () => focusComposer(),
      (error: unknown) => toast(explain(error), { tone: 'bad' }),
    );
  return (
    <button type="button" className="link" onClick={() => void takeBack()}>
      {t('action.undo')}
    </button>
  );
}
