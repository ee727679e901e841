/** The drawing of a small line, in its box. Pure. */
import type { TargetNode } from '../../api/targets.ts';

export interface SparkDrawing {
  path: string;
  end: { x: number; y: number };
  /** height of the dashed line; null = no target */
  target: number | null;
}

/** Room above and below the line, so that its ends are not cut. */
const PADDING = 3;
/** Half a point of a percent: less is drawn flat instead of as a mountain. */
const LEAST_SPAN_BP = 50;

/** Null when there is nothing to draw a line through. */
export function sparkOf(
  series: TargetNode['series'],
  targetBp: number | null,
  box: { width: number; height: number },
): SparkDrawing | null {
  const values = series.flatMap((point) => point.rateBp ?? []);
  if (values.length < 2) return null;
  const shown = targetBp === null ? values : [...values, targetBp];
  const low = Math.min(...shown);
  const span = Math.max(Math.max(...shown) - low, LEAST_SPAN_BP);
  const step = (box.width - 2 * PADDING) / (series.length - 1);
  const x = (index: number): number => round(PADDING + index * step);
  const y = (value: number): number =>
    round(box.height - PADDING - ((value - low) / span) * (box.height - 2 * PADDING));
  const points = series.flatMap((point, index) =>
    point.rateBp === null ? [] : [{ x: x(index), y: y(point.rateBp) }],
  );
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const path = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('');
  return { path, end, target: targetBp === null ? null : y(targetBp) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
