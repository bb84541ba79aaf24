import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import type { ChannelKind } from '../../api/channel-kinds.js';
import { isolated } from '../../i18n/format.js';
import { reasonText } from '../../i18n/reason-text.js';
import { t } from '../../i18n/texts.js';
import { createStore } from '../../lib/store.js';
import { channelList, refresh } from '../model/lists.js';

interface Finding {
  ok: boolean;
  message: string;
}

/** What the provider said last of each channel that was asked about here, also by the form that made it. */
const findings = createStore<Record<string, Finding>>({});

/** Asks the provider about the stored settings, having set up there what can be set up from here. */
export async function askProvider(channelId: string, { canCheck, canConnect }: ChannelKind): Promise<void> {
  if (!canCheck) return;
  const finding = await call(canConnect ? 'connectChannel' : 'checkChannel', { params: { channelId } }).catch(
    (error: unknown) => ({ ok: false, message: explain(error) }),
  );
  findings.set({ ...findings.get(), [channelId]: finding });
  await refresh(channelList);
}

/** A button that asks the provider, and what it said. */
export function CheckChannel({ channelId, kind }: { channelId: string; kind: ChannelKind }) {
  const [isRunning, setRunning] = useState(false);
  const finding = findings.use()[channelId];
  const check = async () => {
    setRunning(true);
    await askProvider(channelId, kind).finally(() => setRunning(false));
  };
  return (
    <div className="row check-channel">
      <button type="button" className="button outlined" disabled={isRunning} onClick={() => void check()}>
        {kind.canConnect ? t('channels.connect') : t('channels.check')}
      </button>
      <p role="status" className="grow">
        {isRunning ? t('channels.checking') : finding && <Outcome {...finding} />}
      </p>
    </div>
  );
}

function Outcome({ ok, message }: Finding) {
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <span className={ok ? 'row ok-text' : 'row bad-text'}>
      <Icon className="icon small" aria-hidden />
      <span>{ok ? t('channels.check-ok') : t('channels.check-failed', { why: isolated(reasonText(message)) })}</span>
    </span>
  );
}
