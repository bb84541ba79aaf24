import { Paperclip } from 'lucide-react';
import { useState } from 'react';
import { explain } from '../../../api/api-error.js';
import { t } from '../../../i18n/texts.js';
import { classes } from '../../../lib/join-classes.js';
import { changeTemplate, useTemplateChoice } from '../../model/templates.js';
import { uploadFile } from '../../model/uploads.js';

type Kind = 'image' | 'video' | 'document';
/** What WhatsApp's and other providers' headers take; of documents any. */
const accepted: Record<Kind, string | undefined> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  document: undefined,
};

/** The file of a template's header. */
export function TemplateFile({ ticketId, kind }: { ticketId: string; kind: Kind }) {
  const file = useTemplateChoice(ticketId)?.file;
  const [state, setState] = useState<{ progress: number } | { problem: string } | null>(null);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setState({ progress: 0 });
    try {
      changeTemplate(ticketId, { file: await uploadFile(chosen, chosen.name, (progress) => setState({ progress })) });
      setState(null);
    } catch (error) {
      setState({ problem: explain(error) });
    }
  };
  return (
    <div className={classes('template-value', !file && 'missing')}>
      <span className="cut">{t(`template.file.${kind}`)}</span>
      <label className="button outlined template-choose-file">
        <Paperclip className="icon small" aria-hidden />
        <span className="cut">{file ? file.name : t('template.choose-file')}</span>
        <input
          type="file"
          className="hidden"
          accept={accepted[kind]}
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {state && 'progress' in state && (
          <progress value={state.progress} aria-label={t('upload.progress', { name: file?.name ?? '' })} />
        )}
      </label>
      {state && 'problem' in state && <span role="alert">{state.problem}</span>}
    </div>
  );
}
