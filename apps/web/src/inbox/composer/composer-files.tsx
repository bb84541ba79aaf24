import { RotateCw, X } from 'lucide-react';
import { fileSize } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { removeUpload, retryUpload, useUploads } from '../model/uploads.js';

/** Files that go with the next message. */
export function ComposerFiles({ uploadsKey }: { uploadsKey: string }) {
  const uploads = useUploads(uploadsKey);
  if (uploads.length === 0) return null;
  return (
    <ul className="composer-files" aria-label={t('composer.files')}>
      {uploads.map(({ key, name, size, state, progress, problem }) => (
        <li key={key} className={classes('upload', state === 'failed' && 'failed')} title={problem}>
          <bdi className="cut">{name}</bdi>
          {state === 'uploading' ? (
            <progress value={progress} aria-label={t('upload.progress', { name })} />
          ) : (
            <span className="meta">{state === 'failed' ? t('upload.failed') : fileSize(size)}</span>
          )}
          {state === 'failed' && (
            <button type="button" onClick={() => retryUpload(uploadsKey, key)} aria-label={t('upload.retry', { name })}>
              <RotateCw className="icon small" aria-hidden />
            </button>
          )}
          <button type="button" onClick={() => removeUpload(uploadsKey, key)} aria-label={t('upload.remove', { name })}>
            <X className="icon small" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
