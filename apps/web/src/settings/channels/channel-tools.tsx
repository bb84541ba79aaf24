import type { Channel } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { CopyField } from '../form/copy-field.js';
import { useMay } from '../../session/may.js';
import { CheckChannel } from './check-channel.js';

/** What is set at the provider or put into the shop's page, and a try of the credentials. */
export function ChannelTools({ channel: { id, type, webhookUrl } }: { channel: Channel }) {
  const snippet = `<script async src="${location.origin}/widget.js" data-channel="${id}"></script>`;
  const may = useMay('admin');
  return (
    <div className="tools">
      {webhookUrl && <CopyField label={t('channels.webhook')} hint={t('channels.webhook-hint')} value={webhookUrl} />}
      {type === 'widget' ? (
        <CopyField label={t('channels.snippet')} hint={t('channels.snippet-hint')} value={snippet} />
      ) : (
        may && <CheckChannel channelId={id} />
      )}
    </div>
  );
}
