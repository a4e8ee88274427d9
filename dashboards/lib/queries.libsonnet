// Definitions that expressions and legends of the dashboards name: '%(nodes)s' is one of them.
function(config)
  local q = (import '../../alerts/lib.libsonnet')(config);
  local installation = ['%s=~"$%s"' % [label, label] for label in config.clusterLabels + ['job']];
  local selector = if config.selector == '' then [] else [config.selector];
  local join(parts) = std.join(', ', parts);
  local legend(labels) = std.join(' ', ['{{%s}}' % label for label in labels]);
  local per_node(expression) = 'sum by (%s) (%s)' % [q.by_node, expression];

  // Matchers of the series of a node, of one of its slab classes, of an agent, and of alerts.
  local pool_variable = '%s=~"$%s"' % [config.poolLabel, config.poolLabel];
  local nodes = join(selector + installation + [pool_variable, 'instance=~"$instance"']);
  local pools = join(installation + [pool_variable]);
  local classes = join([nodes, 'slab=~"$slab"']);
  local agents = join(selector + installation + ['instance=~"$agent"']);
  // Alerts on pools have no instance.
  local alerts = join(
    ['alertname=~"Memcached.+"', 'alertstate="firing"']
    + installation + ['%s=~"$%s|"' % [config.poolLabel, config.poolLabel], 'instance=~"$instance|"']
  );

  // A rate of a node's counter, and a recorded series where the rules are in use.
  local rate(metric, matchers='') =
    'rate(%s{%s}[$__rate_interval])' % [metric, join([nodes] + (if matchers == '' then [] else [matchers]))];
  local recorded(record, raw) =
    if config.dashboardsUseRules then '%s{%s}' % [record, nodes] else raw;

  // Label lists for by and on, and the same labels in legends.
  local by_pool = q.by_pool;
  local by_node = q.by_node;
  local by_agent = q.by_installation + ', instance';
  local pool = legend(config.clusterLabels + [config.poolLabel]);
  local node = legend(config.clusterLabels + ['instance']);
  local agent = node;

  // Sums of a node.
  local node_hits = per_node(recorded(
    'instance:memcached_get_hits:rate5m',
    rate('memcached_commands_total', 'command="get", status="hit"')
  ));
  local node_gets = per_node(recorded('instance:memcached_gets:rate5m', rate('memcached_commands_total', 'command="get"')));
  local node_operations = per_node(recorded('instance:memcached_commands:rate5m', rate('memcached_commands_total')));
  local commands = recorded('instance_command:memcached_commands:rate5m', rate('memcached_commands_total'));
  local node_evictions = per_node(recorded('instance:memcached_items_evicted:rate5m', rate('memcached_items_evicted_total')));
  local written = recorded('instance:memcached_written_bytes:rate5m', rate('memcached_written_bytes_total'));
  local read = recorded('instance:memcached_read_bytes:rate5m', rate('memcached_read_bytes_total'));
  local node_traffic = per_node('%s + %s' % [written, read]);
  local node_memory = 'max by (%s) (memcached_current_bytes{%s} / memcached_limit_bytes{%s})' % [q.by_node, nodes, nodes];
  local node_connections = 'max by (%s) (%s)' % [
    q.by_node,
    recorded(
      'instance:memcached_connections:ratio',
      'memcached_current_connections{%s} / memcached_max_connections{%s}' % [nodes, nodes]
    ),
  ];
  local pool_hit_ratio = '(sum by (%s) (%s) / sum by (%s) (%s))' % [q.by_pool, node_hits, q.by_pool, node_gets];

  // Sums of a slab class over the chosen nodes: bytes of its chunks, bytes that its items asked for.
  local class_bytes = 'sum by (slab) (memcached_slab_current_chunks{%s} * memcached_slab_chunk_size_bytes{%s})' % [classes, classes];
  local class_used = 'sum by (slab) (memcached_slab_mem_requested_bytes{%s})' % classes;

  // 1 for a part of the answer of a node that is up that could not be read, 0 for the others.
  local failing_collectors =
    '(1 - memcached_scrape_collector_success{%s}) * on (%s) group_left () memcached_up{%s}'
    % [nodes, q.by_node, nodes];

  {
    nodes: nodes,
    pools: pools,
    pool_name: config.poolLabel,
    classes: classes,
    agents: agents,
    alerts: alerts,
    by_pool: by_pool,
    by_node: by_node,
    by_agent: by_agent,
    pool: pool,
    node: node,
    agent: agent,
    node_hits: node_hits,
    node_gets: node_gets,
    node_operations: node_operations,
    commands: commands,
    node_evictions: node_evictions,
    written: written,
    read: read,
    node_traffic: node_traffic,
    node_memory: node_memory,
    node_connections: node_connections,
    pool_hit_ratio: pool_hit_ratio,
    class_bytes: class_bytes,
    class_used: class_used,
    failing_collectors: failing_collectors,
  }
