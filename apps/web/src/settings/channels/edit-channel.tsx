import type { Channel } from '#libs/contracts';
import { useChannelKind } from '../../api/channel-kinds.js';
import { call } from '../../api/call.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { shortDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { CheckField } from '../form/check-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';
import { channelList, refresh } from '../model/lists.js';
import { useMay } from '../../session/may.js';
import { ChannelFields } from './channel-fields.js';
import { ChannelTools } from './channel-tools.js';
import { channelValue } from './channel-value.js';
import { type Setting, settingsOf, takenSetting } from './kinds.js';
import { checkSettings, settingsToChange, valuesOf } from './setting-values.js';

/** A channel: what keeps it from working, its settings, and what to set elsewhere. */
export function EditChannel({ channel }: { channel: Channel }) {
  const kind = useChannelKind(channel.type);
  return (
    <Screen
      title={channel.name}
      parent={{ name: 'channels', title: t('channels.title') }}
      aside={<ChannelGlyph type={channel.type} />}
    >
      {channel.error && (
        <p className="form-problem" role="status">
          {t('channels.error', { date: shortDate(channel.error.since), why: channel.error.message })}
        </p>
      )}
      {kind && (
        <>
          <ChannelTools channel={channel} kind={kind} />
          <ChannelForm channel={channel} settings={settingsOf(kind)} />
        </>
      )}
    </Screen>
  );
}

function ChannelForm({ channel, settings }: { channel: Channel; settings: Setting[] }) {
  const form = useForm(channelValue(settings, channel), {
    save: async (value, { settings: values, ...changed }) => {
      const saved = await call('updateChannel', {
        params: { channelId: channel.id },
        body: { ...changed, ...(values && { settings: settingsToChange(settings, values, channel) }) },
      });
      await refresh(channelList);
      return { ...value, settings: valuesOf(settings, saved) };
    },
    check: ({ settings: values }) => checkSettings(settings, values),
    explainHere: takenSetting(settings),
  });
  return (
    <SettingsForm form={form} label={channel.name} canEdit={useMay('admin')}>
      <CheckField {...form.field('active')} label={t('channels.active')} hint={t('channels.active-hint')} />
      <ChannelFields form={form} settings={settings} stored={channel.settings} />
    </SettingsForm>
  );
}
