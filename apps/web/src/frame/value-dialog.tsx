import { Modal } from '@mantine/core';
import { t } from '../i18n/texts.js';

interface ValueDialogProps {
  title: string;
  label: string;
  action: string;
  input: { type: 'text' | 'datetime-local'; defaultValue?: string; min?: string; maxLength?: number };
  onChoose: (value: string) => void;
  onClose: () => void;
}

/**
 * Asks for one value. A menu opens it where a choice must be typed: a field inside a menu is lost to screen readers.
 */
export function ValueDialog({ title, label, action, input, onChoose, onClose }: ValueDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title} size={340} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className="value-form"
        onSubmit={(event) => {
          event.preventDefault();
          const value = String(new FormData(event.currentTarget).get('value')).trim();
          if (!value) return;
          onClose();
          onChoose(value);
        }}
      >
        <label htmlFor="value-field">{label}</label>
        <div className="row">
          <input
            {...input}
            id="value-field"
            name="value"
            className="tag-input grow"
            required
            dir={input.type === 'text' ? 'auto' : undefined}
            data-autofocus
          />
          <button type="submit" className="button primary large">
            {action}
          </button>
        </div>
      </form>
    </Modal>
  );
}
