import { Modal, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { Channel } from '#libs/contracts';
import { explain, isProblem } from '../api/api-error.js';
import { call } from '../api/call.js';
import { useChannelKinds } from '../api/channel-kinds.js';
import { useChannelTrouble } from '../api/channel-trouble.js';
import { useChannels } from '../api/people.js';
import { isolated, joined } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { repairCounts, repairLists } from '../realtime/repair.js';
import { useMe } from '../session/me.js';
import { ChannelNotice } from './channel-notice.js';
import { placeholdersOf } from './composer/placeholders.js';
import { FirstTemplate, useFirstTemplate } from './composer/template/first-template.js';
import { closeTemplate } from './model/templates.js';
import '@mantine/core/styles/Input.css';

interface NewTicketProps {
  /** What the form holds at first. */
  first?: { to: string; subject: string; text: string };
  onSent?: () => Promise<void>;
  onClose: () => void;
}

/** The channels on which the agent may write first, those that are on, and whether one takes only templates. */
function useFirstChannels() {
  const kinds = useChannelKinds();
  const { role, teamIds } = useMe().agent;
  const capabilitiesOf = ({ type }: Pick<Channel, 'type'>) => kinds.find((kind) => kind.type === type)?.capabilities;
  const isByTemplate = (channel: Pick<Channel, 'type'>) => capabilitiesOf(channel)?.templates === true;
  const isOurs = ({ teamId }: Channel) => role !== 'agent' || teamId === null || teamIds.includes(teamId);
  const channels = useChannels().filter(
    (channel) =>
      channel.state !== 'archived' &&
      isOurs(channel) &&
      (isByTemplate(channel) || capabilitiesOf(channel)?.joins === 'thread'),
  );
  return { channels, on: channels.filter(({ active }) => active), isByTemplate };
}

/** Starts a ticket with its first message, on a channel where the workspace can write first. */
export function NewTicket({ first, onSent, onClose }: NewTicketProps) {
  const navigate = useNavigate();
  // The same key for every attempt: a message is not sent twice when a response was lost.
  const key = useRef(crypto.randomUUID());
  const { channels, on, isByTemplate } = useFirstChannels();
  const [chosen, choose] = useState<string>();
  const channel = on.find(({ id }) => id === chosen) ?? on.find((each) => !isByTemplate(each)) ?? on[0];
  const hasTemplate = channel !== undefined && isByTemplate(channel);
  const trouble = useChannelTrouble(channel?.id ?? '');
  const [name, setName] = useState('');
  const template = useFirstTemplate(channel?.id, name.trim());
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  // The words whose placeholders were asked about: pressed again, they go as they are.
  const asked = useRef<string>(undefined);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = (name: string) => String(new FormData(event.currentTarget).get(name) ?? '').trim();
    const body = {
      channelId: field('channelId'),
      to: field('to'),
      ...(hasTemplate ? { template: template.body! } : { subject: field('subject'), text: field('text') }),
      ...(field('name') && { name: field('name') }),
    };
    const words = hasTemplate ? JSON.stringify(template.body) : `${field('subject')}\n${field('text')}`;
    const asTyped = asked.current === words && { asTyped: true };
    setBusy(true);
    try {
      const ticket = await call('createTicket', { body: { ...body, ...asTyped } }, { idempotencyKey: key.current });
      closeTemplate(template.key);
      await onSent?.().catch(() => undefined);
      onClose();
      repairLists();
      repairCounts();
      await navigate({ to: '/tickets/$ticketId', params: { ticketId: ticket.id }, search: (search) => search });
    } catch (error) {
      // A refused message was not stored and may be changed. Without a response it may have been: keep the key.
      if (!isProblem(error, 'offline')) key.current = crypto.randomUUID();
      const isPlaceholder = isProblem(error, 'missing-variable');
      if (isPlaceholder) asked.current = words;
      setProblem(
        isPlaceholder ? t('new.placeholders', { names: joined(placeholdersOf(words).map(isolated)) }) : explain(error),
      );
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('new.title')}
      size={520}
      yOffset="min(128px, 7dvh)"
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={send} style={{ display: 'grid', gap: 12 }}>
        <NativeSelect
          name="channelId"
          label={t('new.channel')}
          value={channel?.id ?? ''}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={channels.map(({ id, name, active }) =>
            active ? { value: id, label: name } : { value: id, label: t('new.channel-off', { name }), disabled: true },
          )}
        />
        {channel && <ChannelNotice name={channel.name} trouble={trouble} />}
        {channels.length > 0 && on.length === 0 && (
          <p className="form-problem" role="status">
            {t('new.no-channel')}
          </p>
        )}
        <TextInput
          name="to"
          label={t('new.to')}
          description={t(hasTemplate ? 'new.to-phone' : 'new.to-address')}
          required
          withAsterisk={false}
          defaultValue={first?.to}
          maxLength={254}
          dir="ltr"
          data-autofocus
        />
        <TextInput
          name="name"
          label={t('new.name')}
          maxLength={120}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {hasTemplate ? (
          <FirstTemplate channelId={channel.id} customer={name.trim()} chosen={template} />
        ) : (
          <>
            <TextInput
              name="subject"
              defaultValue={first?.subject}
              label={t('new.subject')}
              required
              withAsterisk={false}
              maxLength={200}
            />
            <Textarea
              name="text"
              defaultValue={first?.text}
              label={t('new.text')}
              required
              withAsterisk={false}
              rows={6}
              maxLength={50_000}
            />
          </>
        )}
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button type="button" className="button large" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button
            type="submit"
            className="button primary large"
            disabled={isBusy || !channel || (hasTemplate && !template.isReady)}
          >
            {t('composer.send')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
