// Writes a dashboard out in Grafana's JSON model: variables, annotations, links, and rows of panels
// that flow from left to right.
local write_panel = import 'panel.libsonnet';
local datasource = { type: 'prometheus', uid: '${datasource}' };
local width = 24;

function(config, spec)
  local queries = (import 'queries.libsonnet')(config);

  // A variable's values are those that the variables before it leave.
  local upper = config.clusterLabels + ['job', config.poolLabel];
  local matchers(variable) = std.join(', ', [
    '%s=~"$%s"' % [label, label]
    for label in upper[:std.find(variable, upper + ['instance'])[0]]
  ]);
  local label_values(metric, matchers, label) = 'label_values(%s%s, %s)' % [
    metric,
    if matchers == '' then '' else '{%s}' % matchers,
    label,
  ];
  local title(label) = std.asciiUpper(label[0]) + label[1:];
  local variables =
    { [label]: { label: title(label), query: label_values('memcached_up', matchers(label), label), all: '.*' } for label in config.clusterLabels + [config.poolLabel] }
    + {
      job: { label: 'Job', query: label_values('memcached_up', matchers('job'), 'job'), all: '.+' },
      instance: { label: 'Instance', query: label_values('memcached_up', matchers('instance'), 'instance'), all: '.+' },
      slab: {
        label: 'Slab class',
        query: label_values('memcached_slab_current_pages', queries.nodes, 'slab'),
        all: '.+',
        sort: 3,  // by number
      },
      agent: {
        label: 'Agent',
        query: label_values('memcached_exporter_build_info', matchers(config.poolLabel), 'instance'),
        all: '.+',
      },
    };

  // Of a thousand nodes a dashboard of single ones shows the first, not all.
  local query_variable(name) =
    local variable = variables[name];
    local all = !std.member(std.get(spec, 'chosen', []), name);
    {
      name: name,
      label: variable.label,
      type: 'query',
      datasource: datasource,
      query: { qryType: 1, query: variable.query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
      refresh: 2,
      sort: std.get(variable, 'sort', 1),
      multi: true,
      includeAll: all,
      allValue: variable.all,
      [if all then 'current']: { selected: true, text: ['All'], value: ['$__all'] },
      options: [],
      regex: '',
      hide: 0,
    };

  local annotations = {
    Restarts: {
      color: 'red',
      title: 'Restarted',
      expr: 'resets(memcached_uptime_seconds{%(nodes)s}[$__rate_interval]) > 0',
    },
    Flushes: {
      color: 'orange',
      title: 'Flushed',
      expr: 'increase(memcached_commands_total{%(nodes)s, command="flush"}[$__rate_interval]) > 0',
    },
    Alerts: { color: 'purple', title: '{{alertname}}', expr: 'ALERTS{%(alerts)s}', enable: false },
  };
  local annotation(name) = {
    name: name,
    enable: std.get(annotations[name], 'enable', true),
    iconColor: annotations[name].color,
    datasource: datasource,
    expr: annotations[name].expr % queries,
    titleFormat: annotations[name].title,
    textFormat: queries.node,
    tagKeys: config.poolLabel,
  };

  local node_link =
    '/d/memfleet-node?'
    + std.join('&', ['${%s:queryparam}' % name for name in ['datasource'] + config.clusterLabels + ['job']])
    + '&var-instance=${__value.raw}&${__url_time_range}';

  // A pool's column stands for all labels that identify one.
  local with_columns(panel) = panel {
    columns: std.flattenArrays([
      if column.field == 'pool' then
        [column { field: label, name: title(label) } for label in config.clusterLabels + [config.poolLabel]]
      else [column]
      for column in std.get(panel, 'columns', [])
    ]),
    hidden: std.get(panel, 'hidden', []) + ['job'],
  };

  // Where each panel of a row goes; wraps at the last column.
  local flow(row, top) = std.foldl(
    function(state, panel)
      local size = std.get(panel, 'size', std.get(row, 'size', []));
      local wraps = state.x + size[0] > width;
      local x = if wraps then 0 else state.x;
      local y = if wraps then state.bottom else state.y;
      {
        x: x + size[0],
        y: y,
        bottom: std.max(if wraps then y else state.bottom, y + size[1]),
        positions: state.positions + [{ x: x, y: y, w: size[0], h: size[1] }],
      },
    row.panels,
    { x: 0, y: top, bottom: top, positions: [] }
  );

  local rows = std.foldl(
    function(state, row)
      local collapsed = std.get(row, 'collapsed', false);
      local flowed = flow(row, state.y + 1);
      local written = [
        write_panel(with_columns(row.panels[i]), queries, node_link, state.id + i + 1, flowed.positions[i])
        for i in std.range(0, std.length(row.panels) - 1)
      ];
      local header = {
        id: state.id,
        type: 'row',
        title: row.title % queries,
        collapsed: collapsed,
        [if std.objectHas(row, 'repeat') then 'repeat']: row.repeat % queries,
        gridPos: { x: 0, y: state.y, w: width, h: 1 },
        panels: if collapsed then written else [],
      };
      {
        id: state.id + std.length(row.panels) + 1,
        y: if collapsed then state.y + 1 else flowed.bottom,
        panels: state.panels + [header] + (if collapsed then [] else written),
      },
    spec.rows,
    { id: 1, y: 0, panels: [] }
  ).panels;

  {
    uid: spec.uid,
    title: spec.title,
    description: spec.description,
    tags: ['memcached', 'prometheus'],
    schemaVersion: 39,
    version: 1,
    editable: false,
    graphTooltip: 1,
    refresh: '30s',
    timezone: 'browser',
    time: { from: 'now-1h', to: 'now' },
    links: [
      {
        title: 'Memcached',
        type: 'dashboards',
        tags: ['memcached', 'prometheus'],
        asDropdown: false,
        includeVars: true,
        keepTime: true,
        icon: 'external link',
        targetBlank: false,
        tooltip: '',
        url: '',
      },
      {
        title: 'Runbook',
        type: 'link',
        tags: [],
        asDropdown: false,
        includeVars: false,
        keepTime: false,
        icon: 'doc',
        targetBlank: true,
        tooltip: 'What each alert means and what to do about it',
        url: config.runbookUrl,
      },
    ],
    annotations: {
      list: [{
        name: 'Annotations & Alerts',
        type: 'dashboard',
        builtIn: 1,
        enable: true,
        hide: true,
        iconColor: 'rgba(0, 211, 255, 1)',
        datasource: { type: 'grafana', uid: '-- Grafana --' },
      }] + std.map(annotation, spec.annotations),
    },
    templating: {
      list: [{
        name: 'datasource',
        label: 'Data source',
        type: 'datasource',
        query: 'prometheus',
        hide: 0,
        includeAll: false,
        multi: false,
        options: [],
        refresh: 1,
        regex: '',
      }] + std.map(query_variable, config.clusterLabels + ['job', config.poolLabel] + spec.variables),
    },
    panels: rows,
  }
