import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink on the desk: a blue quiet enough to look at all day. */
const ink: MantineColorsTuple = [
  '#eef3fb',
  '#dae5f5',
  '#b5cbea',
  '#93b4e2',
  '#7199d4',
  '#5583c6',
  '#4372b8',
  '#315d9e',
  '#274f8b',
  '#1d3f72',
];

/** Greys with a trace of ink; Mantine counts its dark scheme from text (0) to the deepest ground (9). */
const dark: MantineColorsTuple = [
  '#dde4ec',
  '#c3ccd7',
  '#a2aebc',
  '#7f8c9c',
  '#3a4554',
  '#2a333f',
  '#1c232d',
  '#151b23',
  '#11161d',
  '#0c1016',
];

/** One look for every part of the desk: small type, small gaps, corners hardly round. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  colors: { ink, dark },
  defaultRadius: 4,
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.35' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.35' },
      h2: { fontSize: '15px', lineHeight: '1.4' },
      h3: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs', autoContrast: false } },
    Tooltip: { defaultProps: { openDelay: 250, events: { hover: true, focus: true, touch: true } } },
    Notification: { styles: { description: { color: 'var(--text)' } } },
    Table: { styles: { th: { color: 'var(--muted)', fontSize: '12px', fontWeight: 550 } } },
    Modal: {
      styles: { title: { fontWeight: 650, fontSize: '15px' } },
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.45 },
      },
    },
  },
});
