import { Injectable } from '@nestjs/common';
import type { AgentContext } from '#libs/identity';
import {
  Database,
  type GuardedAnswer,
  type GuardedFetch,
  GuardedFetchError,
  Network,
  Problem,
  firstRow,
} from '#libs/platform';
import { requireVisible } from '../core/find-visible-ticket.js';
import { showsInPlace } from '../core/message-view.js';
import { markupOfMessage } from './files.queries.js';

const maxBytes = 8 * 1024 * 1024;
const timeoutMs = 10_000;
const maxRedirects = 3;

interface RemoteImage {
  ticketId: string;
  messageId: string;
  url: string;
}

/** Fetches a mail's remote image for an agent who may see the mail. */
@Injectable()
export class FetchRemoteImage {
  constructor(
    private readonly database: Database,
    private readonly network: Network,
  ) {}

  async fetch(agent: AgentContext, { ticketId, messageId, url }: RemoteImage) {
    await requireVisible(this.database, agent, ticketId);
    const message = await firstRow<{ html: string | null }>(this.database, markupOfMessage, [messageId, ticketId]);
    // Fetch only addresses that this mail contains, so that the route is no open proxy.
    if (!message?.html?.includes(`data-src="${escaped(url)}"`)) throw new Problem('not-found');
    return fetchRemoteImage(this.network.fetch, url);
  }
}

/** Encodes a value as it is written in an attribute of the cleaned markup. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Fetches a raster image without cookies, referrer or our name. The address of each redirect is checked like the first.
 */
async function fetchRemoteImage(fetch: GuardedFetch, url: string): Promise<{ contentType: string; bytes: Buffer }> {
  const { status, headers, body } = await follow(fetch, url);
  const contentType = (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (status !== 200 || !showsInPlace(contentType)) throw new Problem('not-found');
  return { contentType, bytes: body };
}

async function follow(fetch: GuardedFetch, url: string): Promise<GuardedAnswer> {
  let at = url;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const answer = await ask(fetch, at);
    const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
    if (!next || !URL.canParse(next, at)) return answer;
    at = new URL(next, at).href;
  }
  throw new Problem('not-found');
}

async function ask(fetch: GuardedFetch, url: string): Promise<GuardedAnswer> {
  try {
    return await fetch(url, { headers: { accept: 'image/*' }, timeoutMs, maxBytes });
  } catch (error) {
    // A refused address and a dead host give the same error, so that the image reveals nothing about our network.
    if (error instanceof GuardedFetchError) throw new Problem('not-found');
    throw error;
  }
}
