import type { INestApplicationContext } from '@nestjs/common';
import { servedEndpoints } from '#libs/platform';

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
}

/** Routes that are served without standing in the contracts, as `GET /path`. */
export function rawRoutes(app: INestApplicationContext): string[] {
  const express = (app as unknown as { getHttpAdapter(): { getInstance(): { router: { stack: Layer[] } } } })
    .getHttpAdapter()
    .getInstance();
  const contracts = new Set(
    servedEndpoints().flatMap(({ method, path, formerPath }) =>
      [path, ...(formerPath ? [formerPath] : [])].map((each) => `${method} ${each.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    ),
  );
  return express.router.stack
    .flatMap(({ route }) =>
      route
        ? [route.path]
            .flat()
            .flatMap((path) => Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`))
        : [],
    )
    .filter((route) => !contracts.has(route));
}
