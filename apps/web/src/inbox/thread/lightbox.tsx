import { useFocusTrap } from '@mantine/hooks';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { Attachment } from '#libs/contracts';
import { t } from '../../i18n/texts.js';

/** One picture over the whole screen; Escape or a click closes it and gives the focus back. */
export function Lightbox({ attachment, onClose }: { attachment: Attachment; onClose: () => void }) {
  const trap = useFocusTrap();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    return () => before?.focus();
  }, []);
  return createPortal(
    <div
      ref={trap}
      className="lightbox"
      role="dialog"
      aria-modal
      aria-label={attachment.name}
      onClick={onClose}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <img src={attachment.url!} alt={attachment.name} />
      <button
        type="button"
        className="button only-icon close"
        onClick={onClose}
        aria-label={t('action.close')}
        data-autofocus
      >
        <X className="icon" aria-hidden />
      </button>
    </div>,
    document.body,
  );
}
