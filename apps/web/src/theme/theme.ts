import { type MantineColorsTuple, createTheme } from '@mantine/core';

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

/** Mantine in the design's colours, sizes and pace. */
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
      defaultProps: { radius: 'md', transitionProps: { duration: 160, transition: 'fade' }, withinPortal: true },
    },
    Popover: { defaultProps: { radius: 'md', transitionProps: { duration: 160, transition: 'fade' } } },
    Modal: { defaultProps: { radius: 'md', centered: false, yOffset: 128 } },
  },
});
