import { useQuery } from '@tanstack/react-query';
import { useChannelNames } from '../../api/channel-kinds.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { channelList, storeList } from '../model/lists.js';
import { EditChannel } from './edit-channel.js';
import { NewChannel } from './new-channel.js';

/** The ways in which customers write. */
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
      empty={t('channels.empty')}
      row={({ name, type, storeId, active, error }) => ({
        glyph: <ChannelGlyph type={type} isSilent />,
        title: name,
        meta: error ? (
          <span className="bad-text">{error.message}</span>
        ) : (
          joined([channelName(type), storeName(storeId)])
        ),
        end: active ? (
          error && <span className="chip bad">{t('channels.trouble')}</span>
        ) : (
          <span className="chip">{t('channels.off')}</span>
        ),
      })}
      form={(channel) => (channel ? <EditChannel channel={channel} /> : <NewChannel />)}
    />
  );
}
