import { Link } from '@tanstack/react-router';
import type { FailedDelivery } from '#libs/contracts';
import { call } from '../../api/call.js';
import { useChannels } from '../../api/people.js';
import { Reason } from '../../frame/reason.js';
import { joined, listTime, shortDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/now.js';
import { attend, failedDeliveries, usePages } from './model.js';
import { Entry, TroubleList } from './trouble-list.js';

/** Messages that did not reach a contact. They are sent again on their ticket, where their text is. */
export function FailedDeliveries({ count }: { count?: number }) {
  const list = usePages(failedDeliveries);
  return (
    <TroubleList
      title={t('trouble.deliveries')}
      lead={t('trouble.deliveries-lead')}
      count={count}
      list={list}
      row={(delivery) => <Delivery delivery={delivery} />}
    />
  );
}

function Delivery({ delivery }: { delivery: FailedDelivery }) {
  const { id, ticketId, ticketNumber, subject, contactName, channelId, to, status, why, at } = delivery;
  const channel = useChannels().find((one) => one.id === channelId)?.name;
  const now = useMinute();
  return (
    <Entry
      title={
        <Link to="/tickets/$ticketId" params={{ ticketId }}>
          <bdi>#{ticketNumber}</bdi> <bdi>{subject}</bdi>
        </Link>
      }
      why={why ? <Reason text={why} /> : t(status === 'unknown' ? 'trouble.not-confirmed' : 'trouble.not-sent')}
      meta={<bdi>{joined([contactName, to, channel, listTime(at, now)])}</bdi>}
      actions={
        <button
          type="button"
          className="button outlined"
          onClick={() => void attend(call('dismissFailedDelivery', { params: { deliveryId: id } }))}
        >
          {t('trouble.dismiss')}
        </button>
      }
    />
  );
}

/** News of orders that no channel could take: they have a page of their own. */
export function WaitingNotices({ count = 0 }: { count?: number }) {
  return (
    <TroubleList
      title={t('trouble.notices')}
      lead={t('trouble.notices-lead')}
      count={count}
      list={{ items: count ? [{ id: 'notices' }] : [], error: null, more: undefined, isLoadingMore: false }}
      row={() => (
        <Link to="/order-news" className="button outlined">
          {t('trouble.open-notices')}
        </Link>
      )}
    />
  );
}

/** Channels that do not work. They are mended in their settings. */
export function BrokenChannels({ count }: { count?: number }) {
  const broken = useChannels().filter(({ active, error }) => active && error);
  return (
    <TroubleList
      title={t('trouble.channels')}
      lead={t('trouble.channels-lead')}
      count={count}
      list={{ items: broken, error: null, more: undefined, isLoadingMore: false }}
      row={({ id, name, error }) => (
        <Entry
          title={<bdi>{name}</bdi>}
          why={error && <Reason text={error.message} />}
          meta={error && t('trouble.since', { date: shortDate(error.since) })}
          actions={
            <Link
              to="/settings/$section/$itemId"
              params={{ section: 'channels', itemId: id }}
              className="button outlined"
            >
              {t('trouble.open-channel')}
            </Link>
          }
        />
      )}
    />
  );
}
