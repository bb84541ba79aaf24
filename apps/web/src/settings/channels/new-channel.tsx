import { useState } from 'react';
import { call } from '../../api/call.js';
import { type ChannelKind, useChannelKinds } from '../../api/channel-kinds.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { t } from '../../i18n/texts.js';
import { SettingsForm } from '../form/settings-form.js';
import { useForm } from '../form/use-form.js';
import { Screen, useGo } from '../layout/screen.js';
import { channelList, refresh } from '../model/lists.js';
import { ChannelFields, channelValue } from './channel-fields.js';
import { askProvider } from './check-channel.js';
import { settingsOf, takenSetting } from './kinds.js';
import { checkSettings, confirmSettings, settingsToCreate } from './setting-values.js';

/** A new channel: first its kind, then its settings. */
export function NewChannel() {
  const kinds = useChannelKinds();
  const [type, setType] = useState<string>();
  const kind = kinds.find((one) => one.type === type);
  return (
    <Screen title={t('channels.add')} parent={{ name: 'channels', title: t('channels.title') }}>
      <p className="second lead">{t('channels.choose-kind')}</p>
      <div className="kinds" role="group" aria-label={t('channels.kind')}>
        {kinds.map((one) => (
          <button
            key={one.type}
            type="button"
            className="kind"
            aria-pressed={one.type === type}
            onClick={() => setType(one.type)}
          >
            <ChannelGlyph type={one.type} isSilent />
            {one.label}
          </button>
        ))}
      </div>
      {kind && <NewOfKind key={kind.type} kind={kind} />}
    </Screen>
  );
}

function NewOfKind({ kind }: { kind: ChannelKind }) {
  const go = useGo('channels');
  const settings = settingsOf(kind);
  const form = useForm(channelValue(settings), {
    save: async ({ name, storeId, teamId, settings: values }) => {
      const { id } = await call('createChannel', {
        body: {
          type: kind.type,
          name,
          settings: settingsToCreate(settings, await confirmSettings(settings, values)),
          ...(storeId && { storeId }),
          ...(teamId && { teamId }),
        },
      });
      await Promise.all([refresh(channelList), askProvider(id, kind)]);
      await go(id);
    },
    check: ({ settings: values }) => checkSettings(settings, values),
    explainHere: takenSetting(settings),
  });
  return (
    <SettingsForm form={form} label={kind.label} canEdit action={t('channels.add')}>
      <ChannelFields form={form} settings={settings} />
    </SettingsForm>
  );
}
