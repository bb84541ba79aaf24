import { Archive, ArchiveRestore } from 'lucide-react';
import type { Channel } from '#libs/contracts';
import { explain, isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { toast } from '../../frame/toasts.js';
import { reasonText } from '../../i18n/reason-text.js';
import { t } from '../../i18n/texts.js';
import { DeleteButton, ask } from '../form/ask.js';
import { useGo } from '../layout/screen.js';
import { channelList, refresh } from '../model/lists.js';

/** Deletes a channel that never had a ticket. */
export function DeleteChannel({ channel: { id, name } }: { channel: Channel }) {
  const go = useGo('channels');
  const drop = async () => {
    await call('deleteChannel', { params: { channelId: id } });
    await go();
    await refresh(channelList);
  };
  return (
    <DeleteButton
      name={name}
      text={t('channels.delete-text')}
      onDelete={drop}
      explainHere={(error) => (isProblem(error, 'conflict') ? t('channels.has-tickets') : undefined)}
    />
  );
}

/** Puts a channel into the archive, or takes it out: then it is off until somebody switches it on. */
export function ArchiveChannel({ channel: { id, state } }: { channel: Channel }) {
  const isArchived = state === 'archived';
  const Icon = isArchived ? ArchiveRestore : Archive;
  const run = async () => {
    const question = {
      title: t('channels.archive-title'),
      text: t('channels.archive-text'),
      action: t('channels.archive'),
    };
    if (!isArchived && !(await ask(question))) return;
    const change = { params: { channelId: id }, body: { archived: !isArchived } };
    await call('updateChannel', change).then(
      // The provider could not be asked to stop: the channel is archived all the same.
      ({ error }) => !isArchived && error && toast(reasonText(error.message), { tone: 'bad' }),
      (error: unknown) => toast(isProblem(error, 'conflict') ? t('form.taken') : explain(error), { tone: 'bad' }),
    );
    await refresh(channelList);
  };
  return (
    <button type="button" className="button large" onClick={() => void run()}>
      <Icon className="icon small" aria-hidden />
      {isArchived ? t('channels.restore') : t('channels.archive')}
    </button>
  );
}
