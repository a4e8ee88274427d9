// Prometheus' answers as Grafana's data frames, with the dashboard's field configuration on them.

import {
  createDataFrame,
  dateTime,
  FieldType,
  getDisplayProcessor,
  getValueFormat,
  standardTransformers,
  stringToJsRegex,
} from '@grafana/data';
import { firstValueFrom, of } from 'rxjs';

/** The legend with `{{label}}` filled in. */
function legend(format, labels) {
  return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? '');
}

export function timeSeriesFrames(panel, range, theme) {
  const frames = panel.results.flatMap(({ refId, legend: format, series }) =>
    series.map(({ labels, times, values }) =>
      createDataFrame({
        refId,
        fields: [
          { name: 'Time', type: FieldType.time, values: times, config: { interval: range.step * 1000 } },
          {
            name: 'Value',
            type: FieldType.number,
            labels,
            values,
            config: { displayNameFromDS: legend(format, labels) },
          },
        ],
      }),
    ),
  );
  frames.forEach((frame, index) => configure(frame.fields[1], panel, theme, index));
  return frames;
}

/** All queries in one frame, through the dashboard's own transformations. */
export async function tableFrame(panel, theme) {
  const many = panel.results.length > 1;
  let frames = panel.results.map(({ refId, series }) => table(series, many ? `Value #${refId}` : 'Value'));
  for (const { id, options } of panel.transformations) {
    const { operator } = Object.values(standardTransformers).find(each => each.id === id);
    frames = await firstValueFrom(of(frames).pipe(operator(options, { interpolate: text => text })));
  }
  const [frame] = frames;
  frame?.fields.forEach((field, index) => configure(field, panel, theme, index));
  return frame;
}

function table(series, valueName) {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))].sort();
  return createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: series.map(({ times }) => times[0]) },
      ...names.map(name => ({
        name,
        type: FieldType.string,
        values: series.map(({ labels }) => labels[name] ?? ''),
      })),
      { name: valueName, type: FieldType.number, values: series.map(({ values }) => values[0]) },
    ],
  });
}

/** The panel's defaults and the overrides that match, as Grafana's core applies them. */
function configure(field, panel, theme, index) {
  const { defaults, overrides } = panel.fieldConfig;
  const config = { ...structuredClone(defaults), ...field.config };
  if (getValueFormat(config.unit)(1).text === undefined) {
    throw new Error(`unknown unit ${config.unit}`);
  }
  const name = config.displayName ?? config.displayNameFromDS ?? field.name;
  for (const { matcher, properties } of overrides) {
    const matches =
      matcher.id === 'byName' ? matcher.options === name : stringToJsRegex(matcher.options).test(name);
    if (matches) {
      properties.forEach(({ id, value }) => set(config, id.split('.'), value));
    }
  }
  config.thresholds?.steps.forEach(step => (step.value ??= -Infinity));
  field.config = config;
  field.state = { seriesIndex: index, displayName: name };
  field.display = getDisplayProcessor({ field, theme, timeZone: 'browser' });
}

function set(target, [head, ...rest], value) {
  if (rest.length === 0) {
    target[head] = value;
  } else {
    set((target[head] ??= {}), rest, value);
  }
}

export function timeRange({ start, end }) {
  const from = dateTime(start * 1000);
  const to = dateTime(end * 1000);
  return { from, to, raw: { from, to } };
}
