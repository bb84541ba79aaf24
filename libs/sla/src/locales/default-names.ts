/** What the calendar and the policy of a new workspace are called, until somebody calls them something else. */
export const defaultNames: Record<string, { hours: string; policy: string }> = {
  en: { hours: 'Business hours', policy: 'Standard' },
  de: { hours: 'Geschäftszeiten', policy: 'Standard' },
  fr: { hours: 'Heures d’ouverture', policy: 'Standard' },
  es: { hours: 'Horario de atención', policy: 'Estándar' },
  zh: { hours: '营业时间', policy: '标准' },
  ar: { hours: 'ساعات العمل', policy: 'أساسي' },
};
