import { useComputedColorScheme } from '@mantine/core';

/** Light or dark as it is now, also when the device decides. */
export function useScheme(): 'light' | 'dark' {
  return useComputedColorScheme('light', { getInitialValueInEffect: false });
}
