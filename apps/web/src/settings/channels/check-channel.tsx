import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { t } from '../../i18n/texts.js';
import { channelList, refresh } from '../model/lists.js';

interface Finding {
  ok: boolean;
  message: string;
}

/** Tries the stored credentials at the provider and says what came of it. */
export function CheckChannel({ channelId }: { channelId: string }) {
  const [finding, setFinding] = useState<Finding | 'running'>();
  const check = async () => {
    setFinding('running');
    setFinding(
      await call('checkChannel', { params: { channelId } }).catch((error: unknown) => ({
        ok: false,
        message: explain(error),
      })),
    );
    await refresh(channelList);
  };
  const isRunning = finding === 'running';
  return (
    <div className="row check-channel">
      <button type="button" className="button outlined" disabled={isRunning} onClick={() => void check()}>
        {t('channels.check')}
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
      <span>{ok ? t('channels.check-ok') : t('channels.check-failed', { why: message })}</span>
    </span>
  );
}
