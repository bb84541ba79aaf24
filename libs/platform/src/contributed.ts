import type { ModuleRef } from '@nestjs/core';

/** The provider of a token from any module; null when no module provides it. */
export function contributed<T>(modules: ModuleRef, token: symbol): T | null {
  try {
    return modules.get<T>(token, { strict: false });
  } catch {
    return null;
  }
}
