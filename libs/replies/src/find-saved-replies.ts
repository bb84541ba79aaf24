import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type ResolvedReply, type SavedReply, languageOf } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import {
  Database,
  type PageOf,
  contributed,
  cutPage,
  decodeCursor,
  firstRow,
  isUuid,
  rows,
  type Stored,
  withInstantsAsText,
} from '#libs/platform';
import { REPLY_VALUES, type ReplyValues, mayKnowContact, requireVisible } from '#libs/tickets';
import { type VariableValues, fillVariables } from './fill-variables.js';
import { findReplies, ticketValues } from './replies.queries.js';

interface Wish {
  q: string;
  ticketId?: string;
  limit: number;
  cursor?: string;
}
type Place = [rank: number, shortcut: string, id: string];
type Found = Stored<SavedReply, 'updatedAt'> & { rank: number };

const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) && [0, 1, 2, 3].includes(value[0] as number) && typeof value[1] === 'string' && isUuid(value[2]);
const asPattern = (text: string): string => text.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`);

/** Finds saved replies for the composer, each filled for its ticket. */
@Injectable()
export class FindSavedReplies {
  constructor(
    private readonly database: Database,
    private readonly modules: ModuleRef,
  ) {}

  async find(
    agent: AgentContext,
    { q, ticketId, limit, cursor }: Wish,
  ): Promise<PageOf<SavedReply & { resolved: ResolvedReply | null }>> {
    if (ticketId) await requireVisible(this.database, agent, ticketId);
    const [rank, shortcut, id] = decodeCursor(cursor, isPlace) ?? [];
    // The search runs on JSON text, so escape the words as JSON does.
    const inText = asPattern(JSON.stringify(q).slice(1, -1));
    const found = await rows<Found>(this.database, findReplies, [
      agent.role === 'agent' ? agent.teamIds : null,
      limit + 1,
      asPattern(q),
      inText,
      rank ?? null,
      shortcut ?? null,
      id ?? null,
    ]);
    const page = cutPage(found, limit, (last): Place => [last.rank, last.shortcut, last.id]);
    const ticket = ticketId ? await this.valuesOf(agent, ticketId) : null;
    return {
      ...page,
      items: page.items.map(({ rank: _, ...found }) => {
        const reply = withInstantsAsText(found);
        return { ...reply, resolved: ticket && resolve(reply, ticket) };
      }),
    };
  }

  private async valuesOf(
    agent: AgentContext,
    ticketId: string,
  ): Promise<{ values: VariableValues; locale: string | null }> {
    const isContactKnown = await mayKnowContact(this.database, agent, ticketId);
    const ticket = await firstRow<{ number: number; name: string | null; locale: string | null }>(
      this.database,
      ticketValues,
      [ticketId, isContactKnown],
    );
    const others = (await contributed<ReplyValues>(this.modules, REPLY_VALUES)?.of(ticketId, isContactKnown)) ?? {};
    return {
      values: {
        ...others,
        'contact.name': ticket?.name ?? undefined,
        'agent.name': agent.name,
        'ticket.number': ticket ? `#${ticket.number}` : undefined,
      },
      locale: ticket?.locale ?? null,
    };
  }
}

function resolve(
  { variants }: SavedReply,
  { values, locale }: { values: VariableValues; locale: string | null },
): ResolvedReply {
  const variant = bestVariant(variants, locale);
  return { locale: variant.locale, ...fillVariables(variant.body, values) };
}

/** The text in exactly the customer's language and region, else in the language, else in English, else the first. */
export function bestVariant<V extends { locale: string }>(variants: V[], locale: string | null): V {
  const wanted = locale?.toLowerCase() ?? 'en';
  return (
    variants.find((each) => each.locale.toLowerCase() === wanted) ??
    variants.find((each) => languageOf(each.locale) === languageOf(wanted)) ??
    variants.find((each) => languageOf(each.locale) === 'en') ??
    variants[0]!
  );
}
