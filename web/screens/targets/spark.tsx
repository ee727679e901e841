/** A rate over the months of a period as a small line, with the target as a dashed one. */
import type { ReactNode } from 'react';
import type { TargetNode } from '../../api/targets.ts';
import { sparkOf } from './spark-path.ts';
import styles from './targets.module.css';

export interface SparkProps {
  series: TargetNode['series'];
  targetBp: number | null;
  label: string;
}

const WIDTH = 92;
const HEIGHT = 24;

export function Spark({ series, targetBp, label }: SparkProps): ReactNode {
  const spark = sparkOf(series, targetBp, { width: WIDTH, height: HEIGHT });
  if (!spark) return null;
  return (
    <svg
      className={styles.spark}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {spark.target !== null && (
        <line
          className={styles.sparkTarget}
          x1={0}
          x2={WIDTH}
          y1={spark.target}
          y2={spark.target}
        />
      )}
      <path className={styles.sparkLine} d={spark.path} />
      <circle className={styles.sparkEnd} cx={spark.end.x} cy={spark.end.y} r={2} />
    </svg>
  );
}
