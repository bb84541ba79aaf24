import { Download, FileText, LoaderCircle, RotateCw, TriangleAlert } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Attachment } from '#libs/contracts';
import { fileSize } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { isOver } from '../model/thread-query.js';

/** A file to download. */
export function FileCard({
  attachment: { name, size, state, url, canFetchAgain },
  onLinkOver,
  onFetchAgain,
}: {
  attachment: Attachment;
  onLinkOver: () => Promise<void>;
  onFetchAgain: () => Promise<void>;
}) {
  const text = (
    <>
      <span className="cut grow" title={name}>
        <bdi>{name}</bdi>
      </span>
      <span className="meta">
        {state === 'fetching' ? t('file.fetching') : state === 'failed' ? t('file.failed') : fileSize(size)}
      </span>
    </>
  );
  if (state !== 'stored' || !url)
    return (
      <span className="file">
        {state === 'failed' ? (
          <TriangleAlert className="icon" aria-hidden />
        ) : (
          <LoaderCircle className="icon" aria-hidden />
        )}
        {text}
        {canFetchAgain && (
          <button type="button" onClick={() => void onFetchAgain()} aria-label={t('file.try-again', { name })}>
            <RotateCw className="icon small" aria-hidden />
          </button>
        )}
      </span>
    );
  const fetchFresh = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!isOver(url)) return;
    event.preventDefault();
    const anchor = event.currentTarget;
    // React has put the new link into the element once the message is refetched.
    void onLinkOver().then(() => setTimeout(() => !isOver(anchor.href) && anchor.click()));
  };
  return (
    <a className="file" href={url} download={name} onClick={fetchFresh}>
      <FileText className="icon" aria-hidden />
      {text}
      <Download className="icon small third" aria-hidden />
    </a>
  );
}
