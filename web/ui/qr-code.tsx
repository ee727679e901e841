/** A QR code as one SVG path; the encoder is fetched when first needed. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './states.tsx';

const MARGIN = 3;

export interface QrCodeProps {
  text: string;
  label: string;
  size?: number;
}

export function QrCode({ text, label, size = 208 }: QrCodeProps): ReactNode {
  const drawing = useQuery({
    queryKey: ['qr', text],
    queryFn: async () => {
      const { create } = await import('qrcode');
      const { modules } = create(text, { errorCorrectionLevel: 'M' });
      return { size: modules.size, path: pathOf(modules) };
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  if (!drawing.data) return <Loading lines={3} />;
  const side = drawing.data.size + MARGIN * 2;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={drawing.data.path} fill="#000" />
    </svg>
  );
}

interface Modules {
  size: number;
  get(row: number, column: number): number;
}

function pathOf(modules: Modules): string {
  const parts: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) parts.push(`M${column + MARGIN} ${row + MARGIN}h1v1h-1z`);
    }
  }
  return parts.join('');
}
