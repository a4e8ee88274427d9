import { getDisplayValueAlignmentFactors } from '@grafana/data';
import {
  BarGauge,
  BigValue,
  Table,
  TimeSeries,
  VizRepeater,
} from '@grafana/ui';
import { useEffect, useMemo, useState } from 'react';
import { tableFrame, timeRange, timeSeriesFrames } from './frames.js';

export function Panel(props) {
  switch (props.panel.type) {
    case 'timeseries':
      return <TimeSeriesPanel {...props} />;
    case 'stat':
      return <StatPanel {...props} />;
    case 'bargauge':
      return <BarGaugePanel {...props} />;
    case 'table':
      return <TablePanel {...props} />;
    default:
      throw new Error(`cannot draw ${props.panel.type}`);
  }
}

function NoData({ height }) {
  return <div style={{ height, display: 'grid', placeItems: 'center', opacity: 0.7 }}>No data</div>;
}

function TimeSeriesPanel({ panel, range, theme, width, height }) {
  const frames = useMemo(() => timeSeriesFrames(panel, range, theme), [panel]);
  if (frames.length === 0) {
    return <NoData height={height} />;
  }
  return (
    <TimeSeries
      frames={frames}
      structureRev={1}
      timeRange={timeRange(range)}
      timeZone="browser"
      legend={panel.options.legend}
      options={panel.options}
      width={width}
      height={height}
    />
  );
}

/** The last value of each series, with the field it belongs to. */
function lastValues(panel, range, theme) {
  return timeSeriesFrames(panel, range, theme).map(frame => {
    const [time, field] = frame.fields;
    const value = field.display(field.values.findLast(each => each !== null));
    return { time, field, value: { ...value, title: field.state.displayName } };
  });
}

function StatPanel({ panel, range, theme, width, height }) {
  const values = lastValues(panel, range, theme);
  if (values.length === 0) {
    return <NoData height={height} />;
  }
  const { colorMode, graphMode, justifyMode, textMode } = panel.options;
  return (
    <VizRepeater
      getValues={() => values}
      source={values}
      orientation="auto"
      width={width}
      height={height}
      renderCounter={0}
      renderValue={({ value: { time, field, value }, width: w, height: h }) => (
        <BigValue
          value={value}
          count={values.length}
          sparkline={graphMode === 'area' ? { x: time, y: field, timeRange: timeRange(range) } : undefined}
          colorMode={colorMode}
          graphMode={graphMode}
          justifyMode={justifyMode}
          textMode={textMode}
          theme={theme}
          width={w}
          height={h}
        />
      )}
    />
  );
}

function BarGaugePanel({ panel, range, theme, width, height }) {
  const values = lastValues(panel, range, theme);
  if (values.length === 0) {
    return <NoData height={height} />;
  }
  const numbers = values.map(({ value }) => value.numeric);
  const scale = { min: Math.min(0, ...numbers), max: Math.max(...numbers) };
  const { displayMode, orientation, showUnfilled, valueMode, maxVizHeight, text } = panel.options;
  return (
    <VizRepeater
      getValues={() => values}
      getAlignmentFactors={() => getDisplayValueAlignmentFactors(values.map(each => ({ display: each.value })))}
      source={values}
      orientation={orientation}
      maxVizHeight={maxVizHeight}
      itemSpacing={8}
      width={width}
      height={height}
      renderCounter={0}
      renderValue={({ value: { field, value }, alignmentFactors, width: w, height: h, orientation: o }) => (
        <BarGauge
          alignmentFactors={alignmentFactors}
          value={value}
          field={{ ...scale, ...field.config }}
          display={field.display}
          displayMode={displayMode}
          valueDisplayMode={valueMode}
          showUnfilled={showUnfilled}
          text={text}
          orientation={o}
          theme={theme}
          width={w}
          height={h}
        />
      )}
    />
  );
}

function TablePanel({ panel, theme, width, height }) {
  const [frame, setFrame] = useState();
  useEffect(() => {
    tableFrame(panel, theme).then(setFrame);
  }, [panel]);
  if (!frame?.length) {
    return <NoData height={height} />;
  }
  return <Table data={frame} width={width} height={height} fieldConfig={panel.fieldConfig} />;
}
