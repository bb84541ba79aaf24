interface TemplateConsentProps {
  note: string;
  isMeant: boolean;
  onMean: (isMeant: boolean) => void;
}

/** What an agent confirms before a template is sent that its reader may not want. */
export function TemplateConsent({ note, isMeant, onMean }: TemplateConsentProps) {
  return (
    <label className="template-consent">
      <input type="checkbox" checked={isMeant} onChange={(event) => onMean(event.target.checked)} />
      <span>{note}</span>
    </label>
  );
}
