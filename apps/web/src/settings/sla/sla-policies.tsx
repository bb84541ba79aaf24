import type { SlaPolicy } from '#libs/contracts';
import { call } from '../../api/call.js';
import { useChannelKinds, useChannelNames } from '../../api/channel-kinds.js';
import { duration, joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { DeleteButton } from '../form/ask.js';
import { Checklist } from '../form/check-field.js';
import { OptionalSelect } from '../form/select-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { Screen, useGo } from '../layout/screen.js';
import { hoursList, policyList, refresh, storeList, takenAt, teamList, useChoices } from '../model/lists.js';
import { checkTargets, valueOf } from './targets.js';
import { TargetsTable } from './targets-table.js';

/** The SLA policies of the workspace. */
export function SlaPolicies({ itemId }: SectionProps) {
  const channelName = useChannelNames();
  return (
    <Resource
      name="sla"
      role="admin"
      itemId={itemId}
      list={policyList}
      title={t('sla.title')}
      lead={t('sla.lead')}
      add={t('sla.add')}
      empty={t('sla.empty')}
      row={({ name, channelTypes, targets: { normal } }) => ({
        title: name,
        meta: channelTypes.length ? joined(channelTypes.map(channelName)) : t('sla.all-channels'),
        end: normal.firstResponseSeconds !== null && (
          <span className="meta numbers">
            {t('sla.normal-first', { time: duration(normal.firstResponseSeconds * 1000) })}
          </span>
        ),
      })}
      form={(policy) => <PolicyForm policy={policy} />}
    />
  );
}

/** An SLA policy: its targets, the business hours that they count in, and the tickets that it applies to. */
function PolicyForm({ policy }: { policy: SlaPolicy | undefined }) {
  const go = useGo('sla');
  const form = useForm(valueOf(policy), {
    save: async ({ position, ...value }, { position: moved, ...changed }) => {
      if (policy)
        await call('updateSlaPolicy', {
          params: { policyId: policy.id },
          body: { ...changed, ...(moved && { position: Number(moved) }) },
        });
      else await call('createSlaPolicy', { body: { ...value, position: Number(position) } });
      await refresh(policyList);
      if (!policy) await go();
    },
    check: ({ targets }) => checkTargets(targets),
    explainHere: takenAt('name'),
  });
  const drop = async () => {
    await call('deleteSlaPolicy', { params: { policyId: policy!.id } });
    await go();
    await refresh(policyList);
  };
  const title = policy?.name ?? t('sla.add');
  return (
    <Screen title={title} parent={{ name: 'sla', title: t('sla.title') }}>
      <SettingsForm
        form={form}
        label={title}
        canEdit={useMay('admin')}
        action={policy ? undefined : t('sla.add')}
        danger={policy && <DeleteButton name={policy.name} text={t('sla.delete-text')} onDelete={drop} />}
      >
        <TextField {...form.field('name')} label={t('form.name')} maxLength={80} required />
        <TargetsTable {...form.field('targets')} />
        <OptionalSelect
          {...form.field('hoursId')}
          label={t('hours.title')}
          hint={t('sla.hours-hint')}
          none={t('sla.any-hours')}
          choices={useChoices(hoursList)}
        />
        <Checklist
          {...form.field('channelTypes')}
          label={t('channels.title')}
          hint={t('sla.condition-hint')}
          choices={useChannelKinds().map(({ type, label }) => ({ value: type, label }))}
        />
        <Checklist
          {...form.field('storeIds')}
          label={t('stores.title')}
          choices={useChoices(storeList)}
          empty={t('stores.empty')}
        />
        <Checklist
          {...form.field('teamIds')}
          label={t('teams.title')}
          choices={useChoices(teamList)}
          empty={t('teams.empty')}
        />
        <TextField
          {...form.field('position')}
          label={t('sla.position')}
          hint={t('sla.position-hint')}
          type="number"
          min={0}
          max={10_000}
          step={1}
          required
          className="input short"
        />
      </SettingsForm>
    </Screen>
  );
}
