import { CircleAlert, Info } from 'lucide-react';
import type { Channel } from '#libs/contracts';
import type { ChannelKind } from '../../api/channel-kinds.js';
import { t } from '../../i18n/texts.js';

const tones: Record<Channel['state'], { tone: string; label: () => string }> = {
  active: { tone: 'ok', label: () => t('channels.state.active') },
  'receives-only': { tone: 'warn', label: () => t('channels.state.receives-only') },
  waiting: { tone: 'warn', label: () => t('channels.state.waiting') },
  unconnected: { tone: 'warn', label: () => t('channels.state.unconnected') },
  error: { tone: 'bad', label: () => t('channels.trouble') },
  off: { tone: '', label: () => t('channels.off') },
  archived: { tone: '', label: () => t('channels.state.archived') },
};

/** Where a channel stands, in a word. What its provider says of the account counts as trouble too. */
export function StateChip({ channel: { state, alerts } }: { channel: Channel }) {
  const isTroubled = state !== 'off' && state !== 'archived' && alerts.some(({ level }) => level === 'error');
  const { tone, label } = tones[isTroubled ? 'error' : state];
  return <span className={`chip ${tone}`}>{label()}</span>;
}

/** What there is to do or to know until a channel works, in words of its kind. */
export function Steps({ channel: { steps }, kind }: { channel: Channel; kind: ChannelKind }) {
  if (steps.length === 0) return null;
  return (
    <ul className="channel-alerts" aria-label={t('channels.steps')}>
      {steps.map(({ name, level, values }) => {
        const Icon = level === 'warning' ? CircleAlert : Info;
        return (
          <li key={name} className={level}>
            <Icon className="icon small" aria-hidden />
            <span className="grow">
              <Filled text={kind.steps[name] ?? name} values={values} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** A text with its values: names of hosts and fields, which read left to right in every language. */
function Filled({ text, values }: { text: string; values: Record<string, string> }) {
  return text.split(/\{(\w+)\}/).map((part, at) =>
    at % 2 ? (
      <bdi key={at} className="value">
        {values[part] ?? ''}
      </bdi>
    ) : (
      part
    ),
  );
}
