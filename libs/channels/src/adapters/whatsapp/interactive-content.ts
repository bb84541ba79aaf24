import { cleanText, field, line, text } from '../../wire/fields.js';
import { readJson } from '../../wire/read-json.js';
import type { Content } from './content.js';

/** An answer by button, list or form. */
export function interactiveContent(interactive: unknown): Content | undefined {
  const chosen = field(interactive, 'button_reply') ?? field(interactive, 'list_reply');
  const title = line(field(chosen, 'title'));
  const description = line(field(chosen, 'description'));
  if (title) return { text: description ? `${title}\n${description}` : title };
  return formContent(field(interactive, 'nfm_reply'));
}

function formContent(reply: unknown): Content | undefined {
  const body = text(field(reply, 'body'));
  const answers = formAnswers(field(reply, 'response_json'));
  const shown = [...(body ? [body] : []), ...answers].join('\n');
  return shown ? { text: shown } : undefined;
}

/** A form has the shop's own fields; show all but the token of the flow. */
function formAnswers(json: unknown): string[] {
  if (typeof json !== 'string') return [];
  try {
    const answers = readJson(Buffer.from(json), 16);
    if (typeof answers !== 'object' || answers === null) return [];
    return Object.entries(answers)
      .filter(([key]) => key !== 'flow_token')
      .slice(0, 50)
      .map(([key, value]) => `${cleanText(key)}: ${shownValue(value)}`);
  } catch {
    return [];
  }
}

const shownValue = (value: unknown) =>
  cleanText(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 1_000);
