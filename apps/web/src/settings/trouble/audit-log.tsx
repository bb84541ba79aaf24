import { i18n } from '@lingui/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntry } from '#libs/contracts';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { useAgents, useChannels, useTeams } from '../../api/people.js';
import { fullTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { storeList } from '../model/lists.js';
import { type AuditFilter, auditLog, usePages } from './model.js';

/** What the agents did, newest first. */
export function AuditLog() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const { items, error, more, isLoadingMore } = usePages(auditLog(filter));
  const nameOf = useNames();
  return (
    <>
      <AuditFilters filter={filter} onChange={setFilter} />
      {error && !items && (
        <p className="form-problem" role="alert">
          {explain(error)}
        </p>
      )}
      {items?.length === 0 && <p className="second">{t('audit.none')}</p>}
      {Boolean(items?.length) && (
        <div className="audit-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('audit.when')}</th>
                <th scope="col">{t('audit.who')}</th>
                <th scope="col">{t('audit.what')}</th>
                <th scope="col">{t('audit.facts')}</th>
              </tr>
            </thead>
            <tbody>
              {items!.map((entry) => (
                <AuditRow key={entry.id} entry={entry} target={nameOf(entry.targetId)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more && (
        <button type="button" className="button outlined add" disabled={isLoadingMore} onClick={more}>
          {t('trouble.more')}
        </button>
      )}
    </>
  );
}

function AuditRow({ entry, target }: { entry: AuditEntry; target?: string }) {
  return (
    <tr>
      <td className="numbers">{fullTime(entry.at)}</td>
      <td>
        <bdi>{entry.actorName ?? t('audit.nobody')}</bdi>
      </td>
      <td>
        {actionName(entry.action)}
        {target && (
          <span className="item-meta">
            <bdi>{target}</bdi>
          </span>
        )}
      </td>
      <td className="audit-facts" dir="ltr">
        {factsOf(entry.data).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </td>
    </tr>
  );
}

function AuditFilters({ filter, onChange }: { filter: AuditFilter; onChange: (filter: AuditFilter) => void }) {
  const agents = useAgents();
  const actions = useQuery({ queryKey: ['audit-actions'], queryFn: () => call('listAuditActions', {}) }).data?.items;
  const set = (name: keyof AuditFilter, value: string) => onChange({ ...filter, [name]: value || undefined });
  return (
    <div className="row audit-filters" role="group" aria-label={t('audit.filter')}>
      <select
        className="button outlined"
        aria-label={t('audit.who')}
        onChange={({ target }) => set('actorId', target.value)}
      >
        <option value="">{t('audit.anyone')}</option>
        {agents.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="button outlined"
        aria-label={t('audit.what')}
        onChange={({ target }) => set('action', target.value)}
      >
        <option value="">{t('audit.anything')}</option>
        {[...new Set(actions?.map(({ action }) => action))].map((action) => (
          <option key={action} value={action}>
            {actionName(action)}
          </option>
        ))}
      </select>
      <DayField label={t('audit.from')} onDay={(day) => set('from', day && startOf(day, 0))} />
      <DayField label={t('audit.to')} onDay={(day) => set('to', day && startOf(day, 1))} />
    </div>
  );
}

const DayField = ({ label, onDay }: { label: string; onDay: (day: string) => void }) => (
  <label className="row">
    <span className="second">{label}</span>
    <input className="button outlined" type="date" onChange={({ target }) => onDay(target.value)} />
  </label>
);

/** The begin of a day here, or of one after it. */
function startOf(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

/** An act in words; one that this version has no words for as it is stored. */
function actionName(action: string): string {
  const id = `audit.act.${action}`;
  const said = i18n._(id);
  return said === id ? action.replaceAll(/[-.]/g, ' ') : said;
}

/** Names of what acts are about. */
function useNames(): (id: string | null) => string | undefined {
  const named = [...useAgents(), ...useChannels(), ...useTeams(), ...(useQuery(storeList).data ?? [])];
  return (id) => named.find((one) => one.id === id)?.name;
}

/** The facts of an act as short lines: of a change both values. */
function factsOf(data: Record<string, unknown>): string[] {
  const { changes, ...plain } = data;
  const all = { ...plain, ...(changes as Record<string, unknown> | undefined) };
  return Object.entries(all)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${isChange(value) ? `${shown(value.from)} → ${shown(value.to)}` : shown(value)}`);
}

const isChange = (value: unknown): value is { from: unknown; to: unknown } =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
const shown = (value: unknown): string =>
  Array.isArray(value) ? value.map(shown).join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
