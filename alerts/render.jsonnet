// Renders a mixin's rule files:
//   jsonnet --string --multi alerts --ext-code 'mixin=import "alerts/mixin.libsonnet"' alerts/render.jsonnet
local mixin = std.extVar('mixin');

// A text in single quotes on one line, or a block of lines.
local text(value, indent) =
  local lines = [line for line in std.split(value, '\n') if line != ''];
  if std.length(lines) > 1 then '|\n' + std.join('\n', [indent + '  ' + line for line in lines])
  else "'" + std.strReplace(lines[0], "'", "''") + "'";

local mapping(values, keys, indent) = std.join('', [
  '%s%s: %s\n' % [indent, key, text(values[key], indent)]
  for key in keys
  if std.objectHas(values, key)
]);

local rule(rule) =
  local indent = '        ';
  local kind = if std.objectHas(rule, 'alert') then 'alert' else 'record';
  local nested(key, keys) =
    if std.objectHas(rule, key) then indent + key + ':\n' + mapping(rule[key], keys, indent + '  ') else '';
  '\n      - %s: %s\n' % [kind, rule[kind]]
  + mapping(rule, ['expr', 'for', 'keep_firing_for'], indent)
  + nested('labels', ['severity'])
  + nested('annotations', ['summary', 'description', 'runbook_url', 'dashboard_url']);

local group(group) =
  '  - name: %s\n' % group.name
  + (if std.objectHas(group, 'interval') then '    interval: %s\n' % group.interval else '')
  + '    rules:'
  + std.join('', std.map(rule, group.rules));

local file(groups) =
  '# Rendered from mixin.libsonnet: change that and run `make mixin`.\ngroups:\n'
  + std.join('\n', std.map(group, groups));

{
  'memcached.rules.yml': file(mixin.prometheusRules.groups),
  'memcached.alerts.yml': file(mixin.prometheusAlerts.groups),
}
