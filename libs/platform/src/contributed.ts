import type { ModuleRef } from '@nestjs/core';

/** What another part of the installation provides under a token, or null where no part does. */
export function contributed<T>(modules: ModuleRef, token: symbol): T | null {
  try {
    return modules.get<T>(token, { strict: false });
  } catch {
    return null;
  }
}
