/** The parts of ECharts a line chart needs, in a chunk of their own that a page fetches when it draws. */
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

export interface DrawnChart {
  update(option: Record<string, unknown>): void;
  resize(): void;
  onPress(listener: (index: number) => void): void;
  dispose(): void;
}

export function drawChart(element: HTMLElement): DrawnChart {
  const chart = init(element, null, { renderer: 'svg' });
  return {
    update: (option) => chart.setOption(option, { notMerge: true }),
    resize: () => chart.resize(),
    onPress: (listener) => {
      chart.getZr().on('click', (event) => {
        const at = chart.convertFromPixel({ seriesIndex: 0 }, [event.offsetX, event.offsetY]);
        const index = Array.isArray(at) ? at[0] : undefined;
        if (typeof index === 'number') listener(Math.round(index));
      });
    },
    dispose: () => chart.dispose(),
  };
}
