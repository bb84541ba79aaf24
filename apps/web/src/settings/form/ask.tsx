import { Modal } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { explain } from '../../api/api-error.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { createStore } from '../../lib/store.js';

/** A question before something that cannot be undone, or that may not be meant. */
interface Question {
  title: string;
  text: string;
  action: string;
  /** The answer yes destroys nothing. */
  isHarmless?: boolean;
  answer: (isYes: boolean) => void;
}

/** The question in the dialog. */
const question = createStore<Question | null>(null);

/**
 * Asks for a confirmation.
 * @returns whether the answer was yes
 */
export function ask(wording: Omit<Question, 'answer'>): Promise<boolean> {
  question.get()?.answer(false);
  return new Promise((resolve) => {
    question.set({
      ...wording,
      answer: (isYes) => {
        question.set(null);
        resolve(isYes);
      },
    });
  });
}

/** The dialog of `ask`; render it once. */
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
        <button
          type="button"
          className={`button ${asked.isHarmless ? 'primary' : 'danger'} large`}
          onClick={() => asked.answer(true)}
        >
          {asked.action}
        </button>
      </div>
    </Modal>
  );
}

interface DeleteButtonProps {
  name: string;
  /** What is deleted with it, and what stays. */
  text: string;
  onDelete: () => Promise<void>;
  /** Words a refusal, where the general text would mislead. */
  explainHere?: (error: unknown) => string | undefined;
}

/** Deletes after a confirmation. */
export function DeleteButton({ name, text, onDelete, explainHere }: DeleteButtonProps) {
  const run = async () => {
    if (!(await ask({ title: t('form.delete-title', { name }), text, action: t('form.delete') }))) return;
    await onDelete().catch((error: unknown) => toast(explainHere?.(error) ?? explain(error), { tone: 'bad' }));
  };
  return (
    <button type="button" className="button large destructive" onClick={() => void run()}>
      <Trash2 className="icon small" aria-hidden />
      {t('form.delete')}
    </button>
  );
}
