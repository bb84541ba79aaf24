import { Modal, NativeSelect, TextInput, Textarea } from '@mantine/core';
import '@mantine/core/styles/Input.css';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { useChannelKinds } from '../../api/channel-kinds.js';
import { useChannels } from '../../api/people.js';
import { t } from '../../i18n/texts.js';
import { repairCounts, repairLists } from '../../realtime/repair.js';

/** A new ticket and its first message, on a channel that can write first. */
export function NewTicket({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  // The same key through every attempt: a message is not sent twice because an answer was lost.
  const key = useRef(crypto.randomUUID());
  const kinds = useChannelKinds();
  const canBegin = (type: string) => kinds.some((kind) => kind.type === type && kind.capabilities.joins === 'thread');
  const channels = useChannels().filter(({ type, active }) => active && canBegin(type));
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = (name: string) => String(new FormData(event.currentTarget).get(name) ?? '').trim();
    const body = {
      channelId: field('channelId'),
      to: field('to'),
      subject: field('subject'),
      text: field('text'),
      ...(field('name') && { name: field('name') }),
    };
    setBusy(true);
    try {
      const ticket = await call('createTicket', { body }, { idempotencyKey: key.current });
      onClose();
      repairLists();
      repairCounts();
      await navigate({ to: '/tickets/$ticketId', params: { ticketId: ticket.id }, search: (search) => search });
    } catch (error) {
      // Where no answer came, nobody knows; what was refused was not stored and may be changed.
      if (!isProblem(error, 'offline')) key.current = crypto.randomUUID();
      setProblem(explain(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('new.title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={send} style={{ display: 'grid', gap: 12 }}>
        <NativeSelect
          name="channelId"
          label={t('new.channel')}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextInput
          name="to"
          label={t('new.to')}
          description={t('new.to-hint')}
          required
          withAsterisk={false}
          maxLength={254}
          dir="ltr"
          data-autofocus
        />
        <TextInput name="name" label={t('new.name')} maxLength={120} />
        <TextInput name="subject" label={t('new.subject')} required withAsterisk={false} maxLength={200} />
        <Textarea name="text" label={t('new.text')} required withAsterisk={false} rows={6} maxLength={50_000} />
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button type="button" className="button large" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button primary large" disabled={isBusy || channels.length === 0}>
            {t('composer.send')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
