import { Modal } from '@mantine/core';
import { t } from '../../i18n/texts.js';
import { question } from './ask.js';

/** The question that `ask` puts, as a dialog. */
export function AskDialog() {
  const asked = question.use();
  if (!asked) return null;
  return (
    <Modal
      opened
      onClose={() => asked.answer(false)}
      title={asked.title}
      size={400}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <p className="second">{asked.text}</p>
      <div className="row ask-actions">
        <button type="button" className="button outlined large" data-autofocus onClick={() => asked.answer(false)}>
          {t('form.cancel')}
        </button>
        <button type="button" className="button danger large" onClick={() => asked.answer(true)}>
          {asked.action}
        </button>
      </div>
    </Modal>
  );
}
