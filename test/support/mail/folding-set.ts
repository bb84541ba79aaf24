import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('../../../libs/channels/src/adapters/email/payloads/folding/', import.meta.url);

/** A mail of the set for folding; each line begins with its mark. */
export interface FoldingMail {
  file: string;
  title: string;
  subject: string;
  lines: string[];
}

/** The mails with their history, as the README beside them says. */
export const foldingSet = (): FoldingMail[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) =>
      readFileSync(new URL(file, folder), 'utf8')
        .split(/\n*^# /mu)
        .slice(1)
        .map((text) => {
          const [title = '', subject = '', ...lines] = text.trimEnd().split('\n');
          return { file, title, subject, lines };
        }),
    );
