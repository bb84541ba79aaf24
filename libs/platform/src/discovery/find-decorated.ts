import { type DiscoverableDecorator, type DiscoveryService, MetadataScanner, type ModuleRef } from '@nestjs/core';

/** A decorated method of a provider. */
export interface DecoratedMethod<Options, Method> {
  options: Options;
  /** The method, bound to its provider. */
  run: Method;
}

const scanner = new MetadataScanner();

/** Finds the methods of all providers that have a decorator. Their type is checked by the decorator. */
export function decoratedMethods<Options, Method>(
  discovery: DiscoveryService,
  decorator: DiscoverableDecorator<Options>,
): DecoratedMethod<Options, Method>[] {
  const seen = new Set<object>();
  return discovery.getProviders().flatMap((wrapper) => {
    const instance = wrapper.instance as Record<string, Function> | null;
    // A provider with an alias has several wrappers.
    if (!instance || typeof instance !== 'object' || seen.has(instance)) return [];
    seen.add(instance);
    return scanner.getAllMethodNames(Object.getPrototypeOf(instance)).flatMap((name) => {
      const options = discovery.getMetadataByDecorator(decorator, wrapper, name) as Options | undefined;
      return options ? [{ options, run: instance[name]!.bind(instance) as Method }] : [];
    });
  });
}

/** A provider whose class has a decorator. */
export interface DecoratedProvider<Options, Provider> {
  options: Options;
  provider: Provider;
}

/** Finds the providers whose class has a decorator. Their type is checked by the decorator. */
export function decoratedProviders<Options, Provider>(
  discovery: DiscoveryService,
  decorator: DiscoverableDecorator<Options>,
): DecoratedProvider<Options, Provider>[] {
  const found = new Map<unknown, Options>();
  for (const wrapper of discovery.getProviders({ metadataKey: decorator.KEY }))
    found.set(wrapper.instance, discovery.getMetadataByDecorator(decorator, wrapper) as Options);
  return [...found].map(([provider, options]) => ({ options, provider: provider as Provider }));
}

/** The names that occur more than once. */
export const doubles = (names: string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

/** The provider of a token from any module; null when no module provides it. */
export function contributed<T>(modules: ModuleRef, token: symbol): T | null {
  try {
    return modules.get<T>(token, { strict: false });
  } catch {
    return null;
  }
}
