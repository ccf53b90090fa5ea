import { BarChart, CustomChart, type CustomSeriesOption, LineChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Cost, Growth } from './comparison.ts';
import type { Row } from './pacing.ts';

use([BarChart, CustomChart, LineChart, GridComponent, TitleComponent, SVGRenderer]);

/** For a page with a light or a dark ground. */
export type Theme = 'light' | 'dark';

const COLOURS = {
  light: { text: '#1f2328', faint: '#d1d9e0', own: '#0969da', other: '#818b98' },
  dark: { text: '#f0f6fc', faint: '#3d444d', own: '#4493f8', other: '#9198a1' },
} as const;

/** Draws the benchmark as an SVG image: on the left what one deletion costs, on the right how that grows. */
export function draw(
  costs: readonly Cost[],
  lines: readonly { readonly label: string; readonly own: boolean; readonly growth: readonly Growth[] }[],
  theme: Theme,
): string {
  const { text, faint, own, other } = COLOURS[theme];
  const font = { color: text, fontFamily: 'system-ui, sans-serif' };
  const axis = {
    axisLabel: font,
    nameTextStyle: font,
    nameLocation: 'middle',
    axisLine: { lineStyle: { color: faint } },
    splitLine: { lineStyle: { color: faint } },
  } as const;
  // The first contender is the last from below.
  const bars = costs.toReversed();
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 960, height: 330 });
  chart.setOption({
    animation: false,
    textStyle: font,
    title: [
      { text: 'One deletion, whole process', left: 10, textStyle: { ...font, fontSize: 15 } },
      { text: 'Many keys, 20 ms a request', left: 540, textStyle: { ...font, fontSize: 15 } },
    ],
    grid: [
      { left: 130, top: 50, width: 340, height: 220 },
      { left: 600, top: 50, width: 300, height: 220 },
    ],
    xAxis: [
      { ...axis, gridIndex: 0, type: 'value', name: 'time over that of bare node:https', nameGap: 30 },
      { ...axis, gridIndex: 1, type: 'log', name: 'keys', nameGap: 30 },
    ],
    yAxis: [
      { ...axis, gridIndex: 0, type: 'category', data: bars.map(({ contender }) => contender.label) },
      { ...axis, gridIndex: 1, type: 'log', name: 'seconds', nameGap: 40 },
    ],
    series: [
      {
        type: 'bar',
        barWidth: '55%',
        data: bars.map(({ contender, ratio }) => ({
          value: ratio.median,
          itemStyle: { color: contender.label === 'this action' ? own : other },
        })),
        label: {
          ...font,
          show: true,
          position: 'insideLeft',
          color: theme === 'light' ? '#ffffff' : '#0d1117',
          formatter: ({ value }: { readonly value: unknown }) => Number(value).toFixed(2),
        },
      },
      {
        type: 'custom',
        data: bars.map(({ ratio }, index) => [ratio.lower, index, ratio.upper]),
        encode: { x: [0, 2], y: 1 },
        renderItem: whisker(text),
      },
      ...lines.map(({ label, own: isOwn, growth }) => ({
        type: 'line' as const,
        xAxisIndex: 1,
        yAxisIndex: 1,
        color: isOwn ? own : other,
        symbolSize: 7,
        data: growth.map(({ keys, milliseconds }) => [keys, milliseconds.median / 1000]),
        endLabel: { ...font, show: true, formatter: label, align: 'right', offset: [-8, isOwn ? 28 : -14] },
      })),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}

/** Draws how many requests one job had sent as time went by, with pacing and without. */
export function drawPacing(rows: readonly Row[], theme: Theme): string {
  const { text, faint, own, other } = COLOURS[theme];
  const font = { color: text, fontFamily: 'system-ui, sans-serif' };
  const axis = {
    type: 'value',
    axisLabel: font,
    nameTextStyle: font,
    nameLocation: 'middle',
    axisLine: { lineStyle: { color: faint } },
    splitLine: { lineStyle: { color: faint } },
  } as const;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 300 });
  chart.setOption({
    animation: false,
    textStyle: font,
    title: { text: 'One job, 1,000 keys with verify', left: 10, textStyle: { ...font, fontSize: 15 } },
    grid: { left: 70, top: 50, width: 470, height: 190 },
    xAxis: { ...axis, name: 'seconds', nameGap: 30 },
    yAxis: { ...axis, name: 'requests sent', nameGap: 50 },
    series: rows
      .filter(({ scenario }) => scenario.jobs === 1)
      .map(({ scenario: { paced }, result }) => ({
        type: 'line' as const,
        color: paced ? own : other,
        showSymbol: false,
        // Seconds in which nothing was sent have no entry.
        data: result.sentBySecond.flatMap((sent, second) => [[second, sent]]),
        endLabel: {
          ...font,
          show: true,
          formatter: paced
            ? `this action: ${result.refused} refused`
            : `without pacing: ${result.refused} refused`,
          offset: [0, paced ? -12 : 12],
        },
      })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}

/** A line from the lower to the upper quartile. */
function whisker(stroke: string): NonNullable<CustomSeriesOption['renderItem']> {
  return (_parameters, api) => {
    const [left = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    const [right = 0] = api.coord([api.value(2), api.value(1)]);
    const ends = [left, right].map((x) => ({
      type: 'line' as const,
      shape: { x1: x, x2: x, y1: y - 5, y2: y + 5 },
      style: { stroke },
    }));
    const between = {
      type: 'line' as const,
      shape: { x1: left, x2: right, y1: y, y2: y },
      style: { stroke },
    };
    return { type: 'group', children: [...ends, between] };
  };
}
