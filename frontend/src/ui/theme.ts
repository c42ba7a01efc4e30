import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import type { FocusEvent } from 'react';

const ledger: MantineColorsTuple = [
  '#EAF1FB', '#D2E1F5', '#A9C6EC', '#7DB4F5', '#4C8BDC', '#2F72CB', '#1F62BB', '#1558B0', '#104A97', '#0B3A78',
];

/** Mantine's greys of the dark scheme, in our blue-grey. */
const night: MantineColorsTuple = [
  '#E6EAEE', '#C3CBD4', '#A6ADB4', '#6E7A87', '#4A5562', '#333C47', '#232A33', '#1A1F26', '#14191F', '#0F1318',
];

/** Colours come in pairs, each with enough contrast; they are never the only sign of a meaning. */
const light = {
  text: '#1D2733', dim: '#5B6570', page: '#F7F8FA', surface: '#FFFFFF', sunken: '#EEF1F4', line: '#DDE2E8', control: '#8A94A0',
  primary: '#1558B0', 'on-primary': '#FFFFFF',
  'overdue-fg': '#B42318', 'overdue-bg': '#FEF3F2', 'today-fg': '#8A4600', 'today-bg': '#FFF4E5',
  'week-fg': '#6B5200', 'week-bg': '#FEF9E0', 'done-fg': '#1F6F3A', 'done-bg': '#ECFDF3',
  'client-fg': '#5B3FA8', 'client-bg': '#F4F0FF', 'hold-fg': '#475467', 'hold-bg': '#EEF1F4',
};
const dark: typeof light = {
  text: '#E6EAEE', dim: '#A6ADB4', page: '#14191F', surface: '#1A1F26', sunken: '#232A33', line: '#333C47', control: '#6E7A87',
  primary: '#7DB4F5', 'on-primary': '#1A1F26',
  'overdue-fg': '#FDA29B', 'overdue-bg': '#3A1613', 'today-fg': '#FEC84B', 'today-bg': '#3A2606',
  'week-fg': '#F7E08A', 'week-bg': '#322B0A', 'done-fg': '#7BD9A0', 'done-bg': '#10301D',
  'client-fg': '#C9B8FF', 'client-bg': '#2A2050', 'hold-fg': '#C3CBD4', 'hold-bg': '#2D353F',
};
const named = (colours: typeof light) =>
  Object.fromEntries(Object.entries(colours).map(([name, value]) => [`--tm-${name}`, value]));

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...named(light),
    '--mantine-color-body': light.page,
    '--mantine-color-text': light.text,
    '--mantine-color-dimmed': light.dim,
    '--mantine-color-default-border': light.control,
    '--mantine-color-error': light['overdue-fg'],
    '--mantine-color-red-light-color': light['overdue-fg'], // its own is too light on its hovered ground
    '--mantine-color-placeholder': light.dim,
  },
  dark: {
    ...named(dark),
    '--mantine-color-body': dark.page,
    '--mantine-color-text': dark.text,
    '--mantine-color-dimmed': dark.dim,
    '--mantine-color-default': dark.surface,
    '--mantine-color-default-border': dark.control,
    '--mantine-color-error': dark['overdue-fg'],
    '--mantine-color-placeholder': dark.dim,
    '--mantine-color-anchor': dark.primary,
    '--mantine-primary-color-filled': dark.primary,
    '--mantine-primary-color-filled-hover': '#9CC6F8',
    '--mantine-primary-color-contrast': dark['on-primary'],
  },
});

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  primaryColor: 'ledger',
  primaryShade: { light: 7, dark: 3 },
  colors: { ledger, dark: night },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 6,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    // What one types looks for another choice; it is not added to the name of the present one.
    Select: { defaultProps: { onFocus: (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select() } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});

/** Ten stage and tag colours, told apart without hue alone by their place in the list. */
export const COLORS: Record<string, string> = {
  blue: '#3B7DD8', orange: '#D9772B', teal: '#1F9E89', pink: '#C9528F', olive: '#8A8B1E',
  violet: '#7C5FD3', sky: '#3BA7C9', brown: '#96653E', green: '#3E9B4F', slate: '#66758A',
};
export const colorOf = (name: string): string => COLORS[name] ?? '#66758A';
