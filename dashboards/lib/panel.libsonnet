// Writes one panel of a dashboard out in Grafana's JSON model.
//
// A panel names its type (stat, timeseries, bargauge, table), title, unit, description and queries.
// Further keys: size, decimals, min, max, softMax, thresholds (['green', '0.8 red']), line (draw the
// thresholds), mappings, stack (true or 'percent'), dashed (a regular expression of series), colors,
// columns and hidden of a table, textMode and instant of a stat, ours (needs Memfleet's agent).
local datasource = { type: 'prometheus', uid: '${datasource}' };
local get(object, key, default) = std.get(object, key, default);

local last_value = { calcs: ['lastNotNull'], fields: '', values: false };

local types = {
  stat(panel): {
    instant: get(panel, 'instant', false),
    color: 'thresholds',
    custom: {},
    options: {
      colorMode: 'value',
      graphMode: if std.objectHas(panel, 'textMode') then 'none' else 'area',
      justifyMode: 'auto',
      orientation: 'auto',
      wideLayout: true,
      textMode: get(panel, 'textMode', 'value'),
      reduceOptions: last_value,
    },
  },
  timeseries(panel):
    local stack = get(panel, 'stack', 'none');
    local mode = if stack == true then 'normal' else stack;
    {
      instant: false,
      color: 'palette-classic',
      custom: {
        drawStyle: 'line',
        lineInterpolation: 'linear',
        lineWidth: 1,
        // only what is stacked is filled: other fills would cover each other
        fillOpacity: if mode == 'none' then 0 else 40,
        gradientMode: 'none',
        showPoints: 'auto',
        pointSize: 4,
        spanNulls: false,
        axisPlacement: 'auto',
        stacking: { mode: mode, group: 'A' },
        thresholdsStyle: { mode: if get(panel, 'line', false) then 'dashed' else 'off' },
        [if std.objectHas(panel, 'softMax') then 'axisSoftMax']: panel.softMax,
      },
      options: {
        legend: {
          displayMode: 'table',
          placement: 'bottom',
          showLegend: true,
          calcs: ['max', 'lastNotNull'],
          sortBy: 'Last *',
          sortDesc: true,
        },
        tooltip: { mode: 'multi', sort: 'desc' },
      },
    },
  bargauge(panel): {
    instant: true,
    color: 'thresholds',
    custom: {},
    options: {
      displayMode: 'basic',
      orientation: 'horizontal',
      showUnfilled: true,
      valueMode: 'text',
      namePlacement: 'auto',
      sizing: 'auto',
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: 32,
      text: { titleSize: 12, valueSize: 14 },
      reduceOptions: last_value,
    },
  },
  table(panel): {
    instant: true,
    color: 'thresholds',
    custom: { align: 'auto', cellOptions: { type: 'auto' }, inspect: false },
    options: { showHeader: true, cellHeight: 'sm', sortBy: [] },
  },
};

// 'green', '0.8 orange': the first colour counts from minus infinity.
local threshold(step) =
  local parts = std.splitLimit(step, ' ', 1);
  if std.length(parts) == 1 then { color: step, value: null }
  else { color: parts[1], value: std.parseJson(parts[0]) };

local override(matcher, options, properties) = {
  matcher: { id: matcher, options: options },
  properties: [{ id: id, value: properties[id] } for id in std.objectFields(properties)],
};

local column_properties(column, node_link) =
  { [key]: column[key] for key in ['unit', 'decimals'] if std.objectHas(column, key) }
  + (if std.objectHas(column, 'width') then { 'custom.width': column.width } else {})
  + (if get(column, 'gauge', false)
     then { 'custom.cellOptions': { type: 'gauge', mode: 'basic' }, min: 0, max: 1 } else {})
  + (if std.objectHas(column, 'link') then { links: [{ title: 'Open the node', url: node_link }] } else {});

local overrides(panel, columns, node_link) =
  (if std.objectHas(panel, 'dashed') then [
     override('byRegexp', panel.dashed, {
       'custom.lineStyle': { fill: 'dash', dash: [8, 6] },
       'custom.fillOpacity': 0,
     }),
   ] else [])
  + [
    override('byRegexp', series, { color: { mode: 'fixed', fixedColor: panel.colors[series] } })
    for series in std.objectFields(get(panel, 'colors', {}))
  ]
  + [
    override('byName', column.name, column_properties(column, node_link))
    for column in columns
    if column_properties(column, node_link) != {}
  ];

// The rows of all queries in one table: named, in the order of the columns, without the time.
local transformations(panel, columns) =
  [{ id: 'merge', options: {} }]
  + std.flattenArrays([
    [
      {
        id: 'convertFieldType',
        options: { conversions: [{ targetField: column.field, destinationType: 'number' }] },
      },
      { id: 'sortBy', options: { sort: [{ field: column.field }] } },
    ]
    for column in columns
    if get(column, 'number', false)
  ])
  + [{
    id: 'organize',
    options: {
      excludeByName: { Time: true } + { [field]: true for field in get(panel, 'hidden', []) },
      indexByName: { [columns[i].field]: i for i in std.range(0, std.length(columns) - 1) },
      renameByName: { [column.field]: column.name for column in columns },
    },
  }];

function(panel, queries, node_link, id, position)
  local type = types[panel.type](panel);
  local table = panel.type == 'table';
  local columns = get(panel, 'columns', []);
  {
    id: id,
    type: panel.type,
    title: panel.title,
    description: panel.description + (if get(panel, 'ours', false) then " Needs Memfleet's agent." else ''),
    datasource: datasource,
    gridPos: position,
    fieldConfig: {
      defaults: {
        unit: get(panel, 'unit', 'short'),
        [if std.objectHas(panel, 'decimals') then 'decimals']: panel.decimals,
        [if std.objectHas(panel, 'min') then 'min']: panel.min,
        [if std.objectHas(panel, 'max') then 'max']: panel.max,
        color: { mode: type.color },
        thresholds: { mode: 'absolute', steps: std.map(threshold, get(panel, 'thresholds', ['blue'])) },
        [if std.objectHas(panel, 'mappings') then 'mappings']: [{
          type: 'value',
          options: { [std.toString(i)]: { text: panel.mappings[i], index: i } for i in std.range(0, std.length(panel.mappings) - 1) },
        }],
        custom: type.custom,
      },
      overrides: overrides(panel, columns, node_link),
    },
    options: type.options,
    [if table then 'transformations']: transformations(panel, columns),
    targets: [
      {
        refId: std.char(std.codepoint('A') + i),
        datasource: datasource,
        expr: panel.queries[i].expr % queries,
        [if !table then 'legendFormat']: panel.queries[i].legend % queries,
        format: if table then 'table' else 'time_series',
        instant: type.instant,
        range: !type.instant,
        editorMode: 'code',
      }
      for i in std.range(0, std.length(panel.queries) - 1)
    ],
  }
