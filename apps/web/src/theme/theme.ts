import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from '@mantine/core';
import { useEffect } from 'react';
import { useMedia } from '../lib/use-media.js';
import { preferences } from '../session/preferences.js';

const harbour: MantineColorsTuple = [
  '#EEF6F6',
  '#E1EEEE',
  '#C4DEDF',
  '#A9CCCE',
  '#79AEB2',
  '#3F858F',
  '#17727F',
  '#0D5C67',
  '#0A4B55',
  '#083A42',
];
const stone: MantineColorsTuple = [
  '#F8F6F1',
  '#F3F0E9',
  '#EFEBE3',
  '#E6E0D5',
  '#D3CBBD',
  '#8C877B',
  '#666A62',
  '#4D544F',
  '#2F3532',
  '#1D2422',
];
const dark: MantineColorsTuple = [
  '#ECE9E1',
  '#BAB9B0',
  '#989A91',
  '#767B75',
  '#3B413E',
  '#2C312F',
  '#272C2A',
  '#1E2221',
  '#181B1A',
  '#121413',
];

/** Mantine's theme with the colours, sizes and durations of the design. */
export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 7, dark: 6 },
  colors: { harbour, stone, gray: stone, dark },
  white: '#FFFFFF',
  black: '#1D2422',
  fontFamily: 'var(--wp-font)',
  fontFamilyMonospace: 'var(--wp-mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '16px', sm: '18px', md: '18px', lg: '21px', xl: '24px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '999px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  headings: { fontWeight: '620' },
  components: {
    Menu: {
      defaultProps: {
        radius: 'md',
        transitionProps: { duration: 160, transition: 'fade' },
        withinPortal: true,
        // Its element is none that a menu may hold; the first item takes the focus instead.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { radius: 'md', transitionProps: { duration: 160, transition: 'fade' } } },
    Modal: { defaultProps: { radius: 'md', centered: false, yOffset: 128 } },
  },
});

const fromTokens = {
  '--mantine-color-body': 'var(--wp-sheet)',
  '--mantine-color-text': 'var(--wp-text)',
  '--mantine-color-dimmed': 'var(--wp-text-3)',
  '--mantine-color-placeholder': 'var(--wp-text-3)',
  '--mantine-color-default-border': 'var(--wp-line)',
  '--mantine-color-error': 'var(--wp-bad)',
  '--mantine-color-anchor': 'var(--wp-accent-text)',
};

/** Points Mantine's colours to the design tokens, so that there is one set of colours. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: fromTokens, dark: fromTokens });

/** Whether the page is dark: the agent's choice, else the system's. */
export function useIsDark(): boolean {
  const { theme: chosen } = preferences.use();
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  return chosen === 'system' ? systemIsDark : chosen === 'dark';
}

/** Light or dark, also written to the page, where the styles read it. */
export function useColorScheme(): 'light' | 'dark' {
  const { density } = preferences.use();
  const scheme = useIsDark() ? 'dark' : 'light';
  useEffect(() => {
    document.documentElement.dataset.theme = scheme;
    document.documentElement.dataset.density = density;
  }, [scheme, density]);
  return scheme;
}
