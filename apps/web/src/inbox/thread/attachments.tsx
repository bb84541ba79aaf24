import { Download, FileText, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Attachment } from '#libs/contracts';
import { fileSize } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { Lightbox } from './lightbox.js';

/** Files of a message: pictures in place, others to be fetched. */
export function Attachments({ attachments }: { attachments: Attachment[] }) {
  const [shown, setShown] = useState<Attachment>();
  if (attachments.length === 0) return null;
  return (
    <div className="files">
      {attachments.map((attachment) => (attachment.image && attachment.url ? <Picture key={attachment.id} attachment={attachment} onOpen={() => setShown(attachment)} /> : <File key={attachment.id} attachment={attachment} />))}
      {shown && <Lightbox attachment={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}

function Picture({ attachment, onOpen }: { attachment: Attachment; onOpen: () => void }) {
  return (
    <figure className="picture">
      <button type="button" onClick={onOpen} aria-label={t('file.enlarge', { name: attachment.name })}><img src={attachment.url!} alt={attachment.name} loading="lazy" decoding="async" /></button>
      <figcaption className="caption cut"><bdi>{attachment.name}</bdi>, {fileSize(attachment.size)}</figcaption>
    </figure>
  );
}

function File({ attachment: { name, size, state, url } }: { attachment: Attachment }) {
  const text = <><span className="cut grow" title={name}><bdi>{name}</bdi></span><span className="meta">{state === 'fetching' ? t('file.fetching') : state === 'failed' ? t('file.failed') : fileSize(size)}</span></>;
  if (state === 'stored' && url) return <a className="file" href={url} download={name}><FileText className="icon" aria-hidden />{text}<Download className="icon small third" aria-hidden /></a>;
  return <span className="file">{state === 'failed' ? <TriangleAlert className="icon" aria-hidden /> : <LoaderCircle className="icon" aria-hidden />}{text}</span>;
}
