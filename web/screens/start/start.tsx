import type { ReactNode } from 'react';

export function Start(): ReactNode {
  return <h1>Bao Phủ</h1>;
}
