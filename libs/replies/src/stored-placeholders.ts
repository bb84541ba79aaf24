import { Controller, Injectable } from '@nestjs/common';
import {
  type InputOf,
  type TextWithPlaceholders,
  listStoredPlaceholders,
  mayBeWords,
  nearestVariable,
  placeholdersIn,
} from '#libs/contracts';
import { Database, Endpoint, Input, type PageOf, cutPage, decodeCursor, isUuid, rows } from '#libs/platform';
import { textsWithBraces } from './replies.queries.js';

interface StoredText {
  kind: TextWithPlaceholders['kind'];
  id: string;
  name: string;
  texts: { locale: string; body: string; asWritten?: boolean }[];
}

/** Lists the texts that were saved before foreign placeholders were refused. */
@Injectable()
export class StoredPlaceholders {
  constructor(private readonly database: Database) {}

  /** A page may have fewer items than asked for: the database only knows which texts have braces. */
  async list({ limit, cursor }: { limit: number; cursor?: string }): Promise<PageOf<TextWithPlaceholders>> {
    const found = await rows<StoredText>(this.database, textsWithBraces, [
      decodeCursor(cursor, isUuid) ?? null,
      limit + 1,
    ]);
    const page = cutPage(found, limit, ({ id }) => id);
    return { ...page, items: page.items.map(describe).filter(({ texts }) => texts.length > 0) };
  }
}

function describe({ texts, ...item }: StoredText): TextWithPlaceholders {
  const found = texts.map(({ locale, body, asWritten }) => ({
    locale,
    placeholders: placeholdersIn(body)
      .filter(({ variable }) => item.kind !== 'saved-reply' || !variable)
      .filter(({ text }) => !asWritten || !mayBeWords(text))
      .map(({ text }) => ({ text, nearest: nearestVariable(text) })),
  }));
  return { ...item, texts: found.filter(({ placeholders }) => placeholders.length > 0) };
}

@Controller()
export class StoredPlaceholdersController {
  constructor(private readonly stored: StoredPlaceholders) {}

  @Endpoint(listStoredPlaceholders)
  list(@Input() { query }: InputOf<typeof listStoredPlaceholders>) {
    return this.stored.list(query);
  }
}
