import { useQuery } from '@tanstack/react-query';
import { useChannelNames } from '../../api/channel-kinds.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { joined } from '../../i18n/format.js';
import { reasonText } from '../../i18n/reason-text.js';
import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { channelList, storeList } from '../model/lists.js';
import { StoredPlaceholders } from '../replies/stored-placeholders.js';
import { StateChip } from './channel-state.js';
import { EditChannel } from './edit-channel.js';
import { NewChannel } from './new-channel.js';

/** The channels of the workspace. */
export function Channels({ itemId }: SectionProps) {
  const channelName = useChannelNames();
  const stores = useQuery(storeList).data;
  const storeName = (storeId: string | null) => stores?.find(({ id }) => id === storeId)?.name;
  return (
    <Resource
      name="channels"
      role="admin"
      itemId={itemId}
      list={channelList}
      title={t('channels.title')}
      lead={t('channels.lead')}
      add={t('channels.add')}
      notice={<StoredPlaceholders />}
      empty={t('channels.empty')}
      row={(channel) => ({
        glyph: <ChannelGlyph type={channel.type} isSilent />,
        title: channel.name,
        meta: channel.error ? (
          <span className="bad-text">{reasonText(channel.error.message)}</span>
        ) : (
          joined([channelName(channel.type), storeName(channel.storeId)])
        ),
        end: <StateChip channel={channel} />,
      })}
      form={(channel) => (channel ? <EditChannel channel={channel} /> : <NewChannel />)}
    />
  );
}
