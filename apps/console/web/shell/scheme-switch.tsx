import { useMantineColorScheme } from '@mantine/core';
import { Icon } from './icon.js';
import classes from './navigation.module.css';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const SAYS = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** Light, dark, or as the system has it. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <button
      type="button"
      className={classes.place}
      onClick={() => setColorScheme(NEXT[colorScheme])}
      title={`Colours: ${SAYS[colorScheme]}`}
      aria-label={`Colours: ${SAYS[colorScheme]}; change to ${SAYS[NEXT[colorScheme]]}`}
    >
      <Icon name="scheme" />
      <span>{SAYS[colorScheme]}</span>
    </button>
  );
}
