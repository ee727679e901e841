/** From the office app to the calculator, which is a page of its own so that it can be kept offline. */
import { type ReactNode, useEffect } from 'react';
import { PagePending } from '../../shell/page-states.tsx';

export function ToCalculator(): ReactNode {
  useEffect(() => location.replace('/may-tinh'), []);
  return <PagePending />;
}
