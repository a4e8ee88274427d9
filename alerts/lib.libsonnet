// Text that rules and dashboards share: selectors, label lists, and gauges that survive a gap.
function(config)
  local join(parts) = std.join(', ', [part for part in parts if part != '']);

  // Labels that identify an installation, a pool and a node.
  local installation = config.clusterLabels + ['job'];
  local pool = installation + [config.poolLabel];
  local node = pool + ['instance'];
  local by_installation = join(installation);
  local by_pool = join(pool);
  local by_node = join(node);

  // A selector of a metric: s('memcached_up'), s('memcached_up', 'job="a"').
  local s(metric, matchers='') =
    local all = join([config.selector, matchers]);
    if all == '' then metric else metric + '{' + all + '}';

  {
    by_installation: by_installation,
    by_pool: by_pool,
    by_node: by_node,
    s: s,

    // The last value of a gauge, through gaps of up to the tolerance.
    last(metric, matchers=''): 'last_over_time(' + s(metric, matchers) + '[' + config.gapTolerance + '])',

    rate(metric, range, matchers=''): 'rate(' + s(metric, matchers) + '[' + range + '])',
  }
