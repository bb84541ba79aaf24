import { Trash2 } from 'lucide-react';
import { explain } from '../../api/explain.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { ask } from './ask.js';

interface DeleteButtonProps {
  name: string;
  /** What goes with it, and what stays. */
  text: string;
  onDelete: () => Promise<void>;
  /** What a refusal means here, where the general words would mislead. */
  explainHere?: (error: unknown) => string | undefined;
}

/** Deletes after a question. */
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
