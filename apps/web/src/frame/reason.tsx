import { reasonText } from '../i18n/reason-text.js';

/** Why something did not work. What we do not know how to say is a provider's, and English as far as we know. */
export function Reason({ text }: { text: string }) {
  const shown = reasonText(text);
  return <bdi lang={shown === text ? 'en' : undefined}>{shown}</bdi>;
}
