// The alerts. What each means, what to do about it and why its threshold is what it is: RUNBOOK.md.
//
// The threshold stands first in its expression, on a line of its own: `0.8 <` fires above 0.8.
// critical: clients of a whole pool suffer, or nothing is watching. warning: see to it in working
// hours. info: worth knowing when looking at something else.
local build(config) =
  local q = (import 'lib.libsonnet')(config);

  // How descriptions name a pool, and the installation that it is part of.
  local installation = std.join('', [
    '{{ with $labels.%s }} in %s {{ . }}{{ end }}' % [label, label]
    for label in config.clusterLabels
  ]);
  local a_pool =
    '{{ with $labels.%s }}pool {{ . }}{{ else }}job {{ $labels.job }}{{ end }}' % config.poolLabel
    + installation;

  // A dashboard with the variables that an alert's labels fill in.
  local dashboard_url(uid, labels) =
    '%s/d/memfleet-%s?' % [config.grafanaUrl, uid]
    + std.join('&', ['var-%s={{ $labels.%s | urlquery }}' % [variable, labels[variable]] for variable in std.objectFields(labels)]);
  local by_label(labels) = { [label]: label for label in labels };
  local pool_labels = by_label(config.clusterLabels) { job: 'job', pool: config.poolLabel };
  local node_labels = pool_labels { instance: 'instance' };
  local agent_labels = by_label(config.clusterLabels) { job: 'job', agent: 'instance' };
  local dashboards = {
    fleet: dashboard_url('fleet', pool_labels),
    node: dashboard_url('node', node_labels),
    slabs: dashboard_url('slabs', node_labels),
    insight: dashboard_url('insight', node_labels),
    agent: dashboard_url('agent', agent_labels),
  };

  // Ends an expression so that pools which opted out of paging are left out.
  local paging(labels) = |||
    unless on (%s) %s
  ||| % [labels, q.last('memcached_up', config.noPagingSelector)];

  // std.format's own forms are 0.80000000000000004 and an overflow for 0.
  local number(value) =
    if !std.isNumber(value) then value
    else if value == std.floor(value) then '%d' % value
    else '%g' % value;

  // A text with each %(name)s replaced by its value. std.format, which is interpreted, takes most of a rendering.
  local fill(text, values) =
    std.foldl(
      function(filled, name) std.strReplace(filled, '%(' + name + ')s', values[name]),
      std.objectFields(values),
      text,
    );

  local alert(name, expression, summary, description, dashboard, pages=null) =
    local settings = config.alerts[name];
    local values = std.mapWithKey(function(key, value) number(value), settings);
    if settings == null then [] else [{
      alert: name,
      expr:
        local text = fill(expression, values);
        if settings.severity == 'critical' && pages != null then
          '(\n%s\n)\n%s' % [std.rstripChars(text, '\n'), paging(pages)]
        else text,
      [if std.objectHas(settings, 'for') then 'for']: settings['for'],
      [if std.objectHas(settings, 'firing') then 'keep_firing_for']: settings.firing,
      labels: { severity: settings.severity },
      annotations: {
        summary: summary,
        description: description,
        runbook_url: config.runbookUrl + '#' + std.asciiLower(name),
        dashboard_url: dashboards[dashboard],
      },
    }];

  // Certificates of nodes and of exporters' own pages.
  local certificates = |||
    (
      %s
      or %s
    )
  ||| % [
    q.s('memcached_tls_peer_certificate_expiry_timestamp_seconds'),
    q.s('memcached_exporter_web_certificate_expiry_timestamp_seconds'),
  ];

  local up = '%s == 1' % q.last('memcached_up');
  // Leaves out nodes that are down: what is known of them is old.
  local while_up = 'unless on (%s) %s == 0' % [q.by_node, q.last('memcached_up')];

  // The settings that a pool's nodes share.
  local shared_settings = std.join('|', [
    'memcached_limit_bytes',
    'memcached_max_connections',
    'memcached_settings_enabled',
    'memcached_settings_growth_factor',
    'memcached_settings_idle_timeout_seconds',
    'memcached_settings_item_size_max_bytes',
    'memcached_settings_min_chunk_size_bytes',
    'memcached_settings_slab_automove_mode',
    'memcached_settings_slab_chunk_max_bytes',
    'memcached_settings_threads',
  ]);

  local nodes = [
    alert(
      'MemcachedNodeDown',
      '%s == 0' % q.last('memcached_up'),
      'A memcached node does not answer.',
      '{{ $labels.instance }} does not answer its stats commands; its share of the keys is lost to the clients.',
      'node',
    ),
    // Needs several nodes down: a pool of one node, as in development, is left to the next alert.
    alert(
      'MemcachedManyNodesDown',
      |||
        %%(threshold)s <=  # share of the pool's nodes
        1 - pool:memcached_up:avg
        and
        %%(nodes)s <=  # nodes
        count by (%s) (%s == 0)
      ||| % [q.by_pool, q.last('memcached_up')],
      'Many nodes of a memcached pool are down.',
      '{{ $value | humanizePercentage }} of the nodes of %s do not answer; requests for their items go to the backend now.' % a_pool,
      'fleet',
      pages=q.by_pool,
    ),
    alert(
      'MemcachedPoolDown',
      'pool:memcached_up:avg == 0',
      'No node of a memcached pool answers.',
      'All nodes of %s are down; every request goes to the backend.' % a_pool,
      'fleet',
      pages=q.by_pool,
    ),
    alert(
      'MemcachedNodeFlapping',
      |||
        %%(threshold)s <=  # changes in an hour: three outages
        changes(%s[1h])
      ||| % q.s('memcached_up'),
      'A memcached node repeatedly goes down and comes back.',
      '{{ $labels.instance }} went up or down {{ $value | humanize }} times within an hour.',
      'node',
    ),
    alert(
      'MemcachedRestarted',
      |||
        %%(threshold)s >  # seconds of uptime
        %s
        and resets(%s[1h]) > 0
      ||| % [q.last('memcached_uptime_seconds'), q.s('memcached_uptime_seconds')],
      'A memcached node has restarted, its cache is cold.',
      '{{ $labels.instance }} restarted {{ $value | humanizeDuration }} ago and starts empty.',
      'node',
    ),
    alert(
      'MemcachedRestartLoop',
      |||
        %%(threshold)s <=  # restarts in an hour
        resets(%s[1h])
      ||| % q.s('memcached_uptime_seconds'),
      'A memcached node restarts repeatedly.',
      '{{ $labels.instance }} restarted {{ $value | humanize }} times within an hour.',
      'node',
    ),
  ];

  local connections = [
    alert(
      'MemcachedConnectFailing',
      '%s == 0 and %s' % [q.last('memcached_connect_success'), up],
      'A memcached node accepts no new connections.',
      '{{ $labels.instance }} answers on the connection that is open, but a new one cannot be opened.',
      'node',
    ),
    alert(
      'MemcachedCanaryFails',
      '%s == 0 and ignoring (command) %s' % [q.last('memcached_canary_success'), up],
      'A memcached node answers, but an item cannot be stored, read or deleted.',
      'The command {{ $labels.command }} of the canary fails on {{ $labels.instance }}, which answers stats.',
      'node',
    ),
    alert(
      'MemcachedConnectionsNearLimit',
      |||
        %%(threshold)s <  # share of the allowed connections
        instance:memcached_connections:ratio
        %s
      ||| % while_up,
      'A memcached node is close to its connection limit.',
      '{{ $labels.instance }} has {{ $value | humanizePercentage }} of its allowed connections open; at 100% it turns clients away.',
      'node',
    ),
    alert(
      'MemcachedConnectionsRefused',
      |||
        %%(threshold)s <  # connections a second
        %s
      ||| % q.rate('memcached_connections_rejected_total', '5m'),
      'A memcached node refuses connections.',
      '{{ $labels.instance }} is at its connection limit and refuses {{ $value | printf "%.2f" }} connections a second.',
      'node',
    ),
    alert(
      'MemcachedListenerDisabled',
      |||
        %s > 0
        or %s == 0
      ||| % [
        q.rate('memcached_connections_listener_disabled_total', '5m'),
        q.last('memcached_accepting_connections'),
      ],
      'A memcached node stops listening because of its connection limit.',
      '{{ $labels.instance }} is at its connection limit and has stopped accepting; new clients wait.',
      'node',
    ),
    alert(
      'MemcachedPoolRefusingConnections',
      |||
        %(threshold)s <=  # share of the pool's nodes
        pool:memcached_refusing:ratio
      |||,
      'Most nodes of a memcached pool turn clients away.',
      '{{ $value | humanizePercentage }} of the nodes of %s reject new connections or have stopped accepting.' % a_pool,
      'fleet',
      pages=q.by_pool,
    ),
    alert(
      'MemcachedBuffersExhausted',
      |||
        %%(threshold)s <  # a second
        %s
        + %s
        + %s
      ||| % [
        q.rate('memcached_read_buffer_oom_total', '5m'),
        q.rate('memcached_response_object_oom_total', '5m'),
        q.rate('memcached_malloc_failures_total', '5m'),
      ],
      'A memcached node closes connections for lack of buffer memory.',
      'On {{ $labels.instance }}, {{ $value | printf "%.2f" }} memory allocations a second outside the item memory fail; it closes the affected connections.',
      'node',
    ),
  ];

  // Fires only if the extra misses load the backend: a drop at low traffic does not matter.
  local hit_ratio = |||
    %(threshold)s <  # of all gets
    pool:memcached_get_hit_ratio:drop_1w
    and
    %(misses)s <  # further misses a second
    pool:memcached_get_misses:excess_1w
  |||;

  local cache = [
    alert(
      'MemcachedHitRatioDropped',
      hit_ratio,
      'The hit ratio of a memcached pool is well below its own past week.',
      'An additional {{ $value | humanizePercentage }} of the gets to %s miss, compared with the hit ratio that it exceeded for 95%% of the past week.' % a_pool,
      'fleet',
    ),
    alert(
      'MemcachedHitRatioCollapsed',
      hit_ratio,
      'The hit ratio of a memcached pool has collapsed, the load goes to the backend.',
      'An additional {{ $value | humanizePercentage }} of the gets to %s miss, compared with the hit ratio that it exceeded for 95%% of the past week.' % a_pool,
      'fleet',
      pages=q.by_pool,
    ),
    alert(
      'MemcachedEvictingYoungItems',
      |||
        min without (slab) (
          %%(threshold)s >  # seconds since the item's last use
          max_over_time(%s[15m])
          and
          %%(evictions)s <  # evictions a second in that slab class
          %s
        )
        %s
      ||| % [
        q.s('memcached_slab_items_evicted_time_seconds'),
        q.rate('memcached_slab_items_evicted_total', '15m'),
        while_up,
      ],
      'A memcached node evicts recently used items.',
      '{{ $labels.instance }} evicts items last used {{ $value | humanizeDuration }} ago; the slabs dashboard shows in which class.',
      'slabs',
    ),
    alert(
      'MemcachedOutOfMemory',
      |||
        %s > 0
        or sum without (slab) (%s) > 0
      ||| % [
        q.rate('memcached_item_no_memory_total', '5m'),
        q.rate('memcached_slab_items_outofmemory_total', '5m'),
      ],
      'A memcached node refuses to store for lack of memory.',
      '{{ $labels.instance }} refuses {{ $value | printf "%.2f" }} stores a second with SERVER_ERROR out of memory.',
      'slabs',
    ),
    alert(
      'MemcachedItemsTooLarge',
      |||
        %%(threshold)s <  # share of the stores
        %(too_large)s
        / (
          %%(stores)s <  # stores a second
          %(too_large)s
          + sum without (command, status) (%(sets)s)
        )
      ||| % {
        too_large: q.rate('memcached_item_too_large_total', '15m'),
        sets: q.rate('memcached_commands_total', '15m', 'command="set"'),
      },
      'Clients store items larger than memcached accepts.',
      '{{ $labels.instance }} refuses {{ $value | humanizePercentage }} of the stores because the item is larger than its limit, -I; these keys miss on every get.',
      'node',
    ),
    alert(
      'MemcachedFlushed',
      |||
        %%(threshold)s <  # flushes in ten minutes
        sum without (command, status) (increase(%s[10m]))
      ||| % q.s('memcached_commands_total', 'command="flush"'),
      'A memcached node was emptied with flush_all.',
      '{{ $labels.instance }} got flush_all within the last ten minutes and starts from empty.',
      'node',
    ),
    alert(
      'MemcachedTrafficImbalance',
      |||
        %%(threshold)s <  # times the mean of the pool's nodes
        instance:memcached_commands:rate5m / on (%s) group_left pool:memcached_commands:avg_rate5m
        and
        %%(commands)s <  # commands a second
        instance:memcached_commands:rate5m
      ||| % q.by_pool,
      "A memcached node gets far more traffic than its pool's mean.",
      '{{ $labels.instance }} gets {{ $value | printf "%.1f" }} times the mean of its pool.',
      'node',
    ),
    alert(
      'MemcachedCrawlerStopped',
      |||
        (
          increase(%(starts)s[1h]) == 0
          and %(enabled)s == 1
          and %(thread)s == 1
          and %(items)s > 0
          %(while_up)s
        )
        or (
          %(switch)s offset 6h == 1
          unless %(enabled)s
          and on (%(by_node)s) %(max)s
        )
      ||| % {
        starts: q.s('memcached_lru_crawler_starts_total'),
        switch: q.s('memcached_lru_crawler_enabled'),
        enabled: q.last('memcached_lru_crawler_enabled'),
        thread: q.last('memcached_lru_crawler_maintainer_thread'),
        items: q.last('memcached_current_items'),
        max: q.last('memcached_max_connections'),
        by_node: q.by_node,
        while_up: while_up,
      },
      'The LRU crawler of a memcached node no longer runs.',
      '{{ $labels.instance }} has stopped looking for expired items; they hold memory until they are evicted.',
      'node',
    ),
  ];

  local configuration = [
    alert(
      'MemcachedSettingsDrift',
      |||
        stddev by (%(by_pool)s, metric, setting) (label_replace(
          %(settings)s,
          "metric", "$1", "__name__", "(.+)"
        )) > 0
        unless on (%(by_pool)s) pool:memcached_version:count > 1
      ||| % {
        by_pool: q.by_pool,
        settings: q.s('', '__name__=~"%s"' % shared_settings),
      },
      'The nodes of a memcached pool have different settings.',
      '{{ $labels.metric }}{{ with $labels.setting }} of setting {{ . }}{{ end }} differs among the nodes of %s.' % a_pool,
      'fleet',
    ),
    alert(
      'MemcachedVersionSkew',
      |||
        %(threshold)s <  # versions
        pool:memcached_version:count
      |||,
      'The nodes of a memcached pool run different versions.',
      'The nodes of %s have been running {{ $value | humanize }} versions of memcached for a day.' % a_pool,
      'fleet',
    ),
  ];

  local security = [
    alert(
      'MemcachedAuthErrors',
      |||
        %%(threshold)s <  # a second
        %s
      ||| % q.rate('memcached_auth_errors_total', '5m'),
      'Clients fail to authenticate to memcached.',
      '{{ $labels.instance }} rejects {{ $value | printf "%.2f" }} logins a second.',
      'node',
    ),
    alert(
      'MemcachedTlsHandshakeErrors',
      |||
        %%(threshold)s <  # share of new connections
        %(errors)s
        / (%(errors)s + %(connections)s)
        and
        %%(errors)s <  # a second
        %(errors)s
      ||| % {
        errors: q.rate('memcached_tls_handshake_errors_total', '5m'),
        connections: q.rate('memcached_connections_total', '5m'),
      },
      'TLS handshakes with memcached fail.',
      '{{ $value | humanizePercentage }} of the new connections to {{ $labels.instance }} fail in the TLS handshake.',
      'node',
    ),
    alert(
      'MemcachedCertificateExpiring',
      |||
        %%(threshold)s >  # seconds: two weeks
        (%s - time() >= %d)
      ||| % [std.rstripChars(certificates, '\n'), 3 * 86400],
      'A TLS certificate expires soon.',
      '{{ $labels.instance }} presents a certificate that expires in {{ $value | humanizeDuration }}.',
      'node',
    ),
    alert(
      'MemcachedCertificateExpiresInDays',
      |||
        %%(threshold)s >  # seconds: three days
        (%s - time() > 0)
      ||| % std.rstripChars(certificates, '\n'),
      'A TLS certificate expires within days.',
      '{{ $labels.instance }} presents a certificate that expires in {{ $value | humanizeDuration }}; clients cannot connect after that.',
      'node',
      pages=q.by_node,
    ),
    alert(
      'MemcachedCertificateExpired',
      |||
        %%(threshold)s >=  # seconds
        %s - time()
      ||| % std.rstripChars(certificates, '\n'),
      'A TLS certificate has expired.',
      '{{ $labels.instance }} presents a certificate that has expired; clients that check it cannot connect.',
      'node',
      pages=q.by_node,
    ),
  ];

  local proxy = [
    alert(
      'MemcachedProxyBackendFailing',
      |||
        %%(threshold)s <  # failures a second
        %s
      ||| % q.rate('memcached_proxy_backend_failed', '5m'),
      'A memcached proxy cannot reach one of its backends.',
      '{{ $labels.instance }} resets {{ $value | printf "%.2f" }} backend connections a second because of errors.',
      'node',
    ),
  ];

  // Results of insight windows and dumps; they change only when one ends.
  local insight = [
    alert(
      'MemcachedMoreMemoryPays',
      |||
        %%(threshold)s <  # of the hit ratio, with at most twice the memory
        max by (%(by_node)s) (%(more)s)
        - max by (%(by_node)s) (%(now)s)
      ||| % {
        by_node: q.by_node,
        more: q.last('memcached_insight_predicted_hit_ratio', 'memory=~"1.4|2"'),
        now: q.last('memcached_insight_predicted_hit_ratio', 'memory="1"'),
      },
      'A memcached node would have a better hit ratio with more memory.',
      '{{ $labels.instance }} would have a hit ratio higher by {{ $value | humanizePercentage }} with at most twice its memory.',
      'insight',
    ),
    alert(
      'MemcachedHotKey',
      |||
        %%(threshold)s <  # of the gets of the node
        max by (%s) (%s)
      ||| % [q.by_node, q.last('memcached_insight_hot_key_get_ratio', 'rank="1"')],
      'A single key takes a large share of the gets of a memcached node.',
      'One key has {{ $value | humanizePercentage }} of the gets of {{ $labels.instance }}.',
      'insight',
    ),
    alert(
      'MemcachedExpiredItemsGrowing',
      |||
        %%(threshold)s <  # of all items
        max by (%(by_node)s) (%(expired)s)
        / max by (%(by_node)s) (%(items)s)
        and
        max by (%(by_node)s) (delta(%(series)s[2d])) > 0
      ||| % {
        by_node: q.by_node,
        expired: q.last('memcached_insight_expired_resident_items'),
        items: q.last('memcached_current_items'),
        series: q.s('memcached_insight_expired_resident_items'),
      },
      'Expired items take more and more of the memory of a memcached node.',
      '{{ $value | humanizePercentage }} of the items of {{ $labels.instance }} have expired and were not reclaimed; the number has grown in the last two days.',
      'insight',
    ),
  ];

  local exporter = [
    alert(
      'MemcachedExporterAbsent',
      |||
        (
          group by (%(by)s) (last_over_time(pool:memcached_up:count[1d]))
          unless group by (%(by)s) (%(up)s)
        )
        or absent(%(up)s) unless on () last_over_time(pool:memcached_up:count[1d])
      ||| % { by: q.by_installation, up: q.s('memcached_up') },
      'No memcached node is being watched.',
      'Prometheus has no memcached_up {{ with $labels.job }}of job {{ . }}{{ else }}from any node{{ end }}%s: no other memcached alert can fire there.' % installation,
      'agent',
    ),
    alert(
      'MemcachedExporterDown',
      '%s == 0 and on (%s, instance) last_over_time(%s[1d])'
      % [q.s('up'), q.by_installation, q.s('memcached_exporter_build_info')],
      'Prometheus cannot scrape a memcached exporter.',
      '{{ $labels.instance }} of job {{ $labels.job }}%s cannot be scraped; its nodes are not monitored.' % installation,
      'agent',
    ),
    alert(
      'MemcachedExporterStalled',
      '%s == 0' % q.last('memcached_exporter_healthy'),
      'A memcached exporter answers but no longer polls.',
      '{{ $labels.instance }} of job {{ $labels.job }} is not healthy: an event loop hangs or polls do not end. Its nodes are not monitored.',
      'agent',
    ),
    alert(
      'MemcachedExporterNodesNotPolled',
      '%s > 0' % q.last('memcached_exporter_nodes_not_polled'),
      'A memcached exporter does not poll some of its nodes.',
      '{{ $labels.instance }} has no recent result of {{ $value | printf "%.0f" }} nodes; they have no memcached_up, and their state is unknown.',
      'agent',
    ),
    alert(
      'MemcachedExporterLagging',
      |||
        %%(threshold)s <  # seconds
        min_over_time(%s[5m])
      ||| % q.s('memcached_exporter_event_loop_lag_seconds'),
      'A memcached exporter is short of CPU.',
      'The event loops of {{ $labels.instance }} lagged by at least {{ $value | humanizeDuration }} in every scrape interval of the last ten minutes; poll durations and timeouts include this lag.',
      'agent',
    ),
    alert(
      'MemcachedExporterInternalErrors',
      'sum by (%s, instance) (increase(%s[15m])) > 0'
      % [q.by_installation, q.s('memcached_exporter_internal_errors_total')],
      'A memcached exporter has a bug.',
      '{{ $labels.instance }} recovered from {{ $value | printf "%.0f" }} unexpected exceptions within 15 minutes.',
      'agent',
    ),
    alert(
      'MemcachedExporterOutOfResources',
      |||
        %%(threshold)s <  # polls a second
        sum by (%s) (
          %s
          or %s
        )
      ||| % [
        q.by_installation,
        q.rate('memcached_exporter_poll_failures_total', '5m', 'reason="resources"'),
        q.rate('memcached_exporter_scrape_errors_total', '5m', 'reason="resources"'),
      ],
      'A memcached exporter lacks descriptors, ports, memory or CPU.',
      'In job {{ $labels.job }}%s {{ $value | printf "%%.2f" }} polls a second fail because the exporter is at a limit; they say nothing about the nodes.' % installation,
      'agent',
    ),
    alert(
      'MemcachedExporterRestartLoop',
      |||
        %%(threshold)s <=  # restarts in an hour
        changes(%s[1h])
        and on (%s, instance) last_over_time(%s[1h])
      ||| % [
        q.s('process_start_time_seconds'),
        q.by_installation,
        q.s('memcached_exporter_build_info'),
      ],
      'A memcached exporter restarts repeatedly.',
      '{{ $labels.instance }} of job {{ $labels.job }}%s restarted {{ $value | humanize }} times within an hour.' % installation,
      'agent',
    ),
    alert(
      'MemcachedExporterRefusingRequests',
      |||
        %%(threshold)s <  # requests a second
        sum by (%s, instance) (%s)
      ||| % [q.by_installation, q.rate('memcached_exporter_web_requests_refused_total', '5m')],
      'A memcached exporter refuses requests.',
      '{{ $labels.instance }} refuses {{ $value | printf "%.2f" }} requests a second because of a wrong login or an exceeded rate limit.',
      'agent',
    ),
    alert(
      'MemcachedScrapeTargetsRefused',
      |||
        %%(threshold)s <  # scrapes a second
        sum by (%s, instance) (%s)
      ||| % [
        q.by_installation,
        q.rate('memcached_exporter_scrape_errors_total', '5m', 'reason=~"bad_target|forbidden"'),
      ],
      'A memcached exporter refuses targets that it is asked to scrape.',
      '{{ $labels.instance }} refuses {{ $value | printf "%.2f" }} scrapes a second because of their target; these nodes are not monitored.',
      'agent',
    ),
    alert(
      'MemcachedHonorLabelsMissing',
      'count by (%s) (%s) > 0' % [q.by_installation, q.s('memcached_up', 'exported_instance!=""')],
      'Prometheus renames the labels of memcached nodes.',
      'Job {{ $labels.job }}%s is scraped without honor_labels: {{ $value | humanize }} nodes have their address as exported_instance and share one instance.' % installation,
      'fleet',
    ),
    alert(
      'MemcachedReloadFailed',
      |||
        %s == 0
        or %s == 0
      ||| % [
        q.last('memcached_exporter_config_last_reload_successful'),
        q.last('memcached_exporter_web_config_last_reload_successful'),
      ],
      'A memcached exporter runs on an old configuration.',
      '{{ $labels.instance }} refused its configuration file, or its web config, when it last read it; the previous one stays in effect.',
      'agent',
    ),
    alert(
      'MemcachedDiscoveryFailing',
      '%s == 0' % q.last('memcached_exporter_discovery_success'),
      'A source of memcached nodes fails.',
      'Source {{ $labels.source }} of {{ $labels.instance }} fails: the nodes of its last good answer are watched, new ones are not.',
      'agent',
    ),
    alert(
      'MemcachedExporterShardMissing',
      |||
        count by (%(by)s) (count_values by (%(by)s) ("shard", %(index)s))
        < on (%(by)s)
        max by (%(by)s) (%(total)s)
      ||| % {
        by: q.by_installation,
        index: q.last('memcached_exporter_shard_index'),
        total: q.last('memcached_exporter_shard_total'),
      },
      'No exporter polls a part of the memcached fleet.',
      'Of the shards of job {{ $labels.job }}%s only {{ $value | printf "%%.0f" }} are polled; the nodes of the others are not monitored.' % installation,
      'agent',
    ),
    alert(
      'MemcachedPollSlow',
      |||
        %%(threshold)s <  # seconds
        avg_over_time(%s[5m])
        %s
      ||| % [q.s('memcached_scrape_duration_seconds'), while_up],
      'A memcached node takes long to answer its stats commands.',
      '{{ $labels.instance }} takes {{ $value | humanizeDuration }} to answer a poll, on average over five minutes.',
      'node',
    ),
    alert(
      'MemcachedLastPollOld',
      |||
        %%(threshold)s <  # seconds
        %s
        %s
      ||| % [q.last('memcached_exporter_last_poll_age_seconds'), while_up],
      'The metrics of a memcached node are old.',
      '{{ $labels.instance }} was last polled {{ $value | humanizeDuration }} ago; its metrics are not updated.',
      'agent',
    ),
    alert(
      'MemcachedCollectorFailing',
      '%s == 0 and ignoring (collector) %s' % [q.last('memcached_scrape_collector_success'), up],
      "A part of a memcached node's stats cannot be read.",
      '{{ $labels.instance }} is up, but the answer to collector {{ $labels.collector }} is refused or cannot be parsed; its metrics are missing.',
      'node',
    ),
    alert(
      'MemcachedClockOffset',
      |||
        %%(threshold)s <  # seconds
        abs(avg_over_time(%s[10m]))
        %s
      ||| % [q.s('memcached_clock_offset_seconds'), while_up],
      'The clock of a memcached node is off.',
      '{{ $labels.instance }} is {{ $value | humanizeDuration }} off the clock of the exporter; absolute expiry times are wrong by as much.',
      'node',
    ),
  ];

  {
    groups+: [
      {
        name: 'memcached.alerts',
        rules: std.flattenArrays(
          nodes + connections + cache + configuration + security + proxy + insight + exporter
        ),
      },
    ],
  };

{
  prometheusAlerts+:: build($._config),
}
