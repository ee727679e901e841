/** Seven steps of coverage from brick to teal, told apart without seeing red or green. */
export interface RateStep {
  /** basis points, the lower bound */
  fromBp: number;
  light: string;
  dark: string;
  /** text on the step */
  ink: string;
}

export const RATE_STEPS: readonly RateStep[] = [
  { fromBp: 0, light: '#a94218', dark: '#c65a2c', ink: '#ffffff' },
  { fromBp: 7000, light: '#dd8a5f', dark: '#dd8a5f', ink: '#172124' },
  { fromBp: 8000, light: '#f2c9a9', dark: '#f0c29f', ink: '#172124' },
  { fromBp: 8500, light: '#e3e9d8', dark: '#d5dccb', ink: '#172124' },
  { fromBp: 9000, light: '#a6d3d7', dark: '#96cbd0', ink: '#172124' },
  { fromBp: 9500, light: '#3f9aa4', dark: '#4fa8b1', ink: '#08191b' },
  { fromBp: 9800, light: '#0b626b', dark: '#12757f', ink: '#ffffff' },
];

/** The step a rate falls into; undefined when the rate is missing. */
export function stepOf(rateBp: number | null): RateStep | undefined {
  if (rateBp === null) return undefined;
  return RATE_STEPS.findLast((step) => rateBp >= step.fromBp) ?? RATE_STEPS[0];
}
