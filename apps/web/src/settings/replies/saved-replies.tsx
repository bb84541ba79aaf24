import type { SavedReply } from '#libs/contracts';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { locale, t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { DeleteButton } from '../form/ask.js';
import { confirmWords, wordsToConfirm } from '../form/confirm-words.js';
import { OptionalSelect } from '../form/select-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { Screen, useGo } from '../layout/screen.js';
import { refresh, replyList, teamList, useChoices } from '../model/lists.js';
import { StoredPlaceholders } from './stored-placeholders.js';
import { VariantsField } from './variants-field.js';

/** The saved replies of the workspace. */
export function SavedReplies({ itemId }: SectionProps) {
  return (
    <Resource
      name="replies"
      role="manager"
      itemId={itemId}
      list={replyList}
      title={t('saved.title')}
      lead={t('saved.lead')}
      add={t('saved.add')}
      notice={<StoredPlaceholders />}
      empty={t('saved.empty')}
      row={({ name, shortcut, variants }) => ({
        title: name,
        meta: <bdi>/{shortcut}</bdi>,
        end: variants.slice(0, 6).map((variant) => (
          <span key={variant.locale} className="language">
            {variant.locale.toUpperCase()}
          </span>
        )),
      })}
      form={(reply) => <ReplyForm reply={reply} />}
    />
  );
}

const bodyOf = ({ body }: { body: string }) => [body];

/** A saved reply: name, shortcut, and its text in each language. */
function ReplyForm({ reply }: { reply: SavedReply | undefined }) {
  const go = useGo('replies');
  const initial = {
    name: reply?.name ?? '',
    shortcut: reply?.shortcut ?? '',
    teamId: reply?.teamId ?? null,
    variants: reply?.variants ?? [{ locale: locale(), body: '' }],
  };
  const form = useForm(initial, {
    save: async (value, changed) => {
      const variants = await confirmWords(value.variants, bodyOf);
      const isReworded = changed.variants || variants !== value.variants;
      if (reply)
        await call('updateSavedReply', {
          params: { replyId: reply.id },
          body: { ...changed, ...(isReworded && { variants }) },
        });
      else await call('createSavedReply', { body: { ...value, variants } });
      await refresh(replyList, { queryKey: keys.storedPlaceholders });
      if (!reply) await go();
      return { ...value, variants };
    },
    explainHere: (error) => (isProblem(error, 'conflict') ? { shortcut: t('saved.shortcut-taken') } : undefined),
  });
  const drop = async () => {
    await call('deleteSavedReply', { params: { replyId: reply!.id } });
    await go();
    await refresh(replyList);
  };
  const title = reply?.name ?? t('saved.add');
  return (
    <Screen title={title} parent={{ name: 'replies', title: t('saved.title') }}>
      <SettingsForm
        form={form}
        label={title}
        canEdit={useMay('manager')}
        isOpen={wordsToConfirm(form.value.variants, bodyOf).length > 0}
        action={reply ? undefined : t('saved.add')}
        danger={reply && <DeleteButton name={reply.name} text={t('form.delete-text')} onDelete={drop} />}
      >
        <TextField {...form.field('name')} label={t('form.name')} maxLength={120} required />
        <TextField
          {...form.field('shortcut')}
          label={t('saved.shortcut')}
          hint={t('saved.shortcut-hint')}
          maxLength={40}
          pattern="[\p{L}\p{N}_\-]+"
          required
          autoCapitalize="off"
        />
        <OptionalSelect
          {...form.field('teamId')}
          label={t('team.title')}
          none={t('saved.all-teams')}
          choices={useChoices(teamList)}
        />
        <VariantsField {...form.field('variants')} />
      </SettingsForm>
    </Screen>
  );
}
