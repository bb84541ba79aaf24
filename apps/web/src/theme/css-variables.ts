import type { CSSVariablesResolver } from '@mantine/core';

const fromTokens = {
  '--mantine-color-body': 'var(--wp-sheet)',
  '--mantine-color-text': 'var(--wp-text)',
  '--mantine-color-dimmed': 'var(--wp-text-3)',
  '--mantine-color-placeholder': 'var(--wp-text-3)',
  '--mantine-color-default-border': 'var(--wp-line)',
  '--mantine-color-error': 'var(--wp-bad)',
  '--mantine-color-anchor': 'var(--wp-accent-text)',
};

/** Mantine's own colours are ours: one set of tokens for both. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: fromTokens, dark: fromTokens });
