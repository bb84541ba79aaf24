import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DeadLetter } from '#libs/contracts';
import { apiErrorOf } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { useChannelNames } from '../../api/channel-kinds.js';
import { useChannels } from '../../api/people.js';
import { Reason } from '../../frame/reason.js';
import { toast } from '../../frame/toasts.js';
import { joined, listTime, number } from '../../i18n/format.js';
import { reasonText } from '../../i18n/reason-text.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/now.js';
import { storeList } from '../model/lists.js';
import { attend, deadLetters, usePages } from './model.js';
import { Entry, TroubleList } from './trouble-list.js';

/** Deliveries and events that could not be understood or handled. */
export function DeadLetters({ count }: { count?: number }) {
  const list = usePages(deadLetters);
  const whence = useWhence();
  return (
    <TroubleList
      title={t('trouble.letters')}
      lead={t('trouble.letters-lead')}
      count={count}
      list={list}
      row={(letter) => <Letter letter={letter} whence={whence(letter)} />}
    />
  );
}

/** The name of the channel or store that a letter came in by; of an event what failed on it. */
function useWhence(): (letter: DeadLetter) => string {
  const channels = useChannels();
  const stores = useQuery(storeList).data;
  const kindName = useChannelNames();
  return ({ source, sourceId, event }) => {
    if (event) return joined([event.type, event.subscriber]);
    const name = [...channels, ...(stores ?? [])].find(({ id }) => id === sourceId)?.name;
    const [where, kind = ''] = source.split('/');
    const label = where === 'store' ? kind : kindName(kind);
    return joined([name, label === name ? null : label]);
  };
}

function Letter({ letter, whence }: { letter: DeadLetter; whence: string }) {
  const [isOpen, open] = useState(false);
  const now = useMinute();
  const { event, reason, at, tries, triedAt, hasRaw } = letter;
  return (
    <Entry
      title={<bdi>{whence}</bdi>}
      why={<Reason text={reason} />}
      meta={joined([
        t(event ? 'trouble.event' : 'trouble.delivery'),
        listTime(at, now),
        tries > 0 && triedAt
          ? t('trouble.tried', { count: tries, shown: number(tries), time: listTime(triedAt, now) })
          : null,
      ])}
      actions={
        <>
          {event?.ticketId && (
            <Link to="/tickets/$ticketId" params={{ ticketId: event.ticketId }} className="button">
              {t('trouble.ticket')}
            </Link>
          )}
          {hasRaw && (
            <button type="button" className="button" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
              {t('trouble.raw')}
            </button>
          )}
          <LetterActions letter={letter} />
        </>
      }
    >
      {isOpen && <Raw id={letter.id} />}
    </Entry>
  );
}

function LetterActions({ letter: { id, canRetry } }: { letter: DeadLetter }) {
  const [isBusy, setBusy] = useState(false);
  const params = { deadLetterId: id };
  const retry = async () => {
    setBusy(true);
    await attend(call('retryDeadLetter', { params }).then(({ letter }) => tellResult(letter)));
    setBusy(false);
  };
  const set = (dismissed: boolean) => attend(call('updateDeadLetter', { params, body: { dismissed } }));
  const dismiss = async () => {
    await set(true);
    toast(t('trouble.dismissed'), { action: { label: t('action.undo'), run: () => void set(false) } });
  };
  return (
    <>
      {canRetry && (
        <button type="button" className="button outlined" disabled={isBusy} onClick={() => void retry()}>
          {t('trouble.retry')}
        </button>
      )}
      <button type="button" className="button outlined" onClick={() => void dismiss()}>
        {t('trouble.dismiss')}
      </button>
    </>
  );
}

function tellResult(letter: DeadLetter | null): void {
  if (letter) toast(t('trouble.in-vain', { why: reasonText(letter.reason) }), { tone: 'bad' });
  else toast(t('trouble.handled'));
}

/** More than this is not put on the screen; the file has all of it. */
const mostShown = 20_000;

/** What came in, as text and never as a page. */
function Raw({ id }: { id: string }) {
  const path = `/api/v1/dead-letters/${id}/raw`;
  const { data, error } = useQuery({ queryKey: ['dead-letter', id], queryFn: () => fetchText(path) });
  return (
    <div className="trouble-raw">
      {error && <p className="form-problem">{t('problem.not-found')}</p>}
      {data !== undefined && (
        <>
          <pre dir="ltr" tabIndex={0} aria-label={t('trouble.raw')}>
            {data.slice(0, mostShown)}
            {data.length > mostShown && '…'}
          </pre>
          <a href={path} download>
            {t('trouble.download')}
          </a>
        </>
      )}
    </div>
  );
}

async function fetchText(path: string): Promise<string> {
  const response = await fetch(path, { credentials: 'same-origin' });
  if (!response.ok) throw await apiErrorOf(response);
  return response.text();
}
