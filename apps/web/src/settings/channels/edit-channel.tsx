import { CircleAlert, Info } from 'lucide-react';
import type { Channel } from '#libs/contracts';
import { call } from '../../api/call.js';
import { type ChannelKind, useChannelKind } from '../../api/channel-kinds.js';
import { keys } from '../../api/query-client.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { dateOfYear, isolated, joined, shortDate } from '../../i18n/format.js';
import { reasonText } from '../../i18n/reason-text.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { CheckField } from '../form/check-field.js';
import { CopyField } from '../form/copy-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';
import { channelList, refresh } from '../model/lists.js';
import { ChannelFields, channelValue } from './channel-fields.js';
import { ChannelTemplates } from './channel-templates.js';
import { StateChip, Steps } from './channel-state.js';
import { CheckChannel, askProvider } from './check-channel.js';
import { settingsOf, takenSetting } from './kinds.js';
import { ArchiveChannel, DeleteChannel } from './retire-channel.js';
import { checkSettings, confirmSettings, hasWordsToConfirm, settingsToChange, valuesOf } from './setting-values.js';

/** A channel: its current error, its settings, and what to set up at the provider. */
export function EditChannel({ channel }: { channel: Channel }) {
  const kind = useChannelKind(channel.type);
  return (
    <Screen
      title={channel.name}
      parent={{ name: 'channels', title: t('channels.title') }}
      aside={
        <>
          <StateChip channel={channel} />
          <ChannelGlyph type={channel.type} />
        </>
      }
    >
      {channel.state === 'archived' && <p className="read-only">{t('channels.archived-note')}</p>}
      {channel.error && (
        <p className="form-problem" role="status">
          {t('channels.error', {
            date: shortDate(channel.error.since),
            why: isolated(reasonText(channel.error.message)),
          })}
        </p>
      )}
      {kind && <Alerts channel={channel} kind={kind} />}
      {kind && (
        <>
          {channel.state !== 'archived' && (
            <>
              <Steps channel={channel} kind={kind} />
              <ChannelTools channel={channel} kind={kind} />
            </>
          )}
          <ChannelForm key={channel.state === 'archived' ? 'archived' : 'kept'} channel={channel} kind={kind} />
        </>
      )}
    </Screen>
  );
}

/** What the provider says of the account, each in words of the kind and the provider’s own. */
function Alerts({ channel: { alerts }, kind }: { channel: Channel; kind: ChannelKind }) {
  if (alerts.length === 0) return null;
  return (
    <ul className="channel-alerts" aria-label={t('channels.alerts')}>
      {alerts.map(({ topic, level, event, detail, at }) => (
        <li key={topic} className={level}>
          {level === 'info' ? (
            <Info className="icon small" aria-hidden />
          ) : (
            <CircleAlert className="icon small" aria-hidden />
          )}
          <span className="grow">
            <strong>{kind.alerts[topic.split('/')[0]!] ?? event}</strong>{' '}
            <bdi>{joined([event, detail ?? undefined])}</bdi> <time dateTime={at}>{shortDate(at)}</time>
          </span>
        </li>
      ))}
    </ul>
  );
}

function ChannelForm({ channel, kind }: { channel: Channel; kind: ChannelKind }) {
  const settings = settingsOf(kind);
  const may = useMay('admin');
  const form = useForm(channelValue(settings, channel), {
    save: async (value, { settings: others, ...changed }) => {
      const confirmed = await confirmSettings(settings, value.settings);
      const values = others || confirmed !== value.settings ? confirmed : undefined;
      const saved = await call('updateChannel', {
        params: { channelId: channel.id },
        body: { ...changed, ...(values && { settings: settingsToChange(settings, values, channel) }) },
      });
      await refresh(channelList, { queryKey: keys.storedPlaceholders }, { queryKey: keys.templates(channel.id) });
      if (values) void askProvider(channel.id, kind);
      return { ...value, settings: valuesOf(settings, saved) };
    },
    check: ({ settings: values }) => checkSettings(settings, values),
    explainHere: takenSetting(settings),
  });
  return (
    <SettingsForm
      form={form}
      label={channel.name}
      canEdit={may}
      isOpen={hasWordsToConfirm(settings, form.value.settings)}
      danger={
        <>
          <ArchiveChannel channel={channel} />
          <DeleteChannel channel={channel} />
        </>
      }
    >
      {channel.state !== 'archived' && (
        <CheckField {...form.field('active')} label={t('channels.active')} hint={t('channels.active-hint')} />
      )}
      <ChannelFields form={form} settings={settings} stored={channel.settings} />
    </SettingsForm>
  );
}

/** What to set up at the provider or put into the shop's page, and a check of the credentials. */
function ChannelTools({
  channel: { id, webhookUrl, appWebhookUrl, credentialsEndAt },
  kind,
}: {
  channel: Channel;
  kind: ChannelKind;
}) {
  const snippet = kind.snippet?.replace('{origin}', location.origin).replace('{channelId}', id);
  const may = useMay('admin');
  return (
    <div className="tools">
      {webhookUrl && !kind.setsWebhook && (
        <CopyField label={t('channels.webhook')} hint={t('channels.webhook-hint')} value={webhookUrl} />
      )}
      {appWebhookUrl && (
        <CopyField label={t('channels.app-webhook')} hint={t('channels.app-webhook-hint')} value={appWebhookUrl} />
      )}
      {credentialsEndAt && (
        <p className="meta">{t('channels.credentials-end', { date: dateOfYear(credentialsEndAt) })}</p>
      )}
      {snippet && <CopyField label={t('channels.snippet')} hint={t('channels.snippet-hint')} value={snippet} />}
      {kind.canCheck && may && <CheckChannel channelId={id} kind={kind} />}
      {kind.capabilities.templates && may && <ChannelTemplates channelId={id} />}
    </div>
  );
}
