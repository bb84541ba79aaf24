import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Access, EndpointDefinition, Role } from '#libs/contracts';
import { Config, Problem, endpointOf, isOpen } from '#libs/platform';
import type { Caller, CallerRequest } from './agent-context.js';

const rank: Record<Role, number> = { agent: 1, manager: 2, admin: 3 };
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Authorises requests. A route without declared access is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    if (isOpen(context.getHandler(), context.getClass())) return true;
    const definition = endpointOf(context.getHandler());
    if (!definition) throw new Problem('not-found');
    const request = context.switchToHttp().getRequest<CallerRequest>();
    this.refuseCrossSite(request, definition);
    this.allow(definition.access, request.caller);
    return true;
  }

  private allow(access: Access, caller: Caller | undefined) {
    if (access === 'public') return;
    if (!caller) throw new Problem('not-signed-in');
    if (rank[caller.agent.role] < rank[access]) throw new Problem('forbidden');
  }

  /**
   * Browsers send the cookie from any page, so accept changes only from our own origin, and a JSON body only with its
   * content type.
   */
  private refuseCrossSite(request: CallerRequest, { body }: EndpointDefinition) {
    if (harmless.has(request.method)) return;
    const { origin } = request.headers;
    if (request.caller?.byCookie && !this.isOurs(origin, request))
      throw new Problem('forbidden', 'The request does not come from a page of this installation');
    const form = /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/i.test(
      request.headers['content-type'] ?? '',
    );
    if (form && body) throw new Problem('unsupported-media-type', 'Send application/json');
  }

  private isOurs(origin: string | undefined, request: CallerRequest): boolean {
    if (!origin) return false;
    return (
      origin === this.config.publicUrl ||
      origin === `http://${request.headers.host}` ||
      origin === `https://${request.headers.host}`
    );
  }
}
