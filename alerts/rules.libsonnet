// Recording rules, named level:metric:operation. Ratios have no sample while there is nothing to divide by.
local build(config) =
  local q = (import 'lib.libsonnet')(config);
  local by_pool = { by_pool: q.by_pool };

  local record(name, expression) = { record: name, expr: expression };

  {
    groups+: [
      {
        name: 'memcached.rules',
        rules: [
          record('pool:memcached_up:avg', 'avg by (%s) (%s)' % [q.by_pool, q.last('memcached_up')]),
          record('pool:memcached_up:count', 'count by (%s) (%s)' % [q.by_pool, q.last('memcached_up')]),
          record(
            'pool:memcached_version:count',
            'count by (%s) (count by (%s, version) (%s))'
            % [q.by_pool, q.by_pool, q.last('memcached_version')]
          ),

          // Commands a second, as memcached counts them; the stats commands of the poll are not among them.
          record(
            'instance_command:memcached_commands:rate5m',
            'sum without (status) (%s)' % q.rate('memcached_commands_total', '5m')
          ),
          record(
            'instance:memcached_commands:rate5m',
            'sum without (command) (instance_command:memcached_commands:rate5m)'
          ),
          record(
            'pool:memcached_commands:avg_rate5m',
            'avg by (%s) (instance:memcached_commands:rate5m)' % q.by_pool
          ),
          record(
            'pool:memcached_commands:rate5m',
            'sum by (%s) (instance:memcached_commands:rate5m)' % q.by_pool
          ),

          // Keys asked for a second; a get of ten keys counts as ten.
          record(
            'instance:memcached_gets:rate5m',
            'sum without (command) (instance_command:memcached_commands:rate5m{command="get"})'
          ),
          record(
            'instance:memcached_get_hits:rate5m',
            'sum without (command, status) (%s)'
            % q.rate('memcached_commands_total', '5m', 'command="get", status="hit"')
          ),
          record('pool:memcached_gets:rate5m', 'sum by (%s) (instance:memcached_gets:rate5m)' % q.by_pool),
          record(
            'instance:memcached_get_hit_ratio:rate5m',
            'instance:memcached_get_hits:rate5m / (instance:memcached_gets:rate5m > 0)'
          ),
          record(
            'pool:memcached_get_hit_ratio:rate5m',
            'sum by (%s) (instance:memcached_get_hits:rate5m) / (pool:memcached_gets:rate5m > 0)' % q.by_pool
          ),
          record(
            'instance:memcached_items_evicted:rate5m',
            q.rate('memcached_items_evicted_total', '5m')
          ),
          record(
            'pool:memcached_items_evicted:rate5m',
            'sum by (%s) (instance:memcached_items_evicted:rate5m)' % q.by_pool
          ),
          record('instance:memcached_written_bytes:rate5m', q.rate('memcached_written_bytes_total', '5m')),
          record('instance:memcached_read_bytes:rate5m', q.rate('memcached_read_bytes_total', '5m')),
          record(
            'pool:memcached_memory:ratio',
            'sum by (%s) (%s) / sum by (%s) (%s)'
            % [q.by_pool, q.s('memcached_current_bytes'), q.by_pool, q.s('memcached_limit_bytes')]
          ),

          // memcached reserves a part of the connection limit (-c), such as five file descriptors a thread.
          record(
            'instance:memcached_connections:ratio',
            |||
              %(current)s
              / (
                %(max)s - %(reserved)s > 0
                or %(max)s > 0
              )
            ||| % {
              current: q.last('memcached_current_connections'),
              max: q.last('memcached_max_connections'),
              reserved: q.last('memcached_reserved_fds'),
            }
          ),

          // Share of the pool's nodes that are up and turn clients away.
          record(
            'pool:memcached_refusing:ratio',
            |||
              count by (%(by_pool)s) (
                %(rejected)s > 0
                or %(disabled)s > 0
                or %(accepting)s == 0
                or (%(connect)s == 0 and %(up)s == 1)
              )
              / pool:memcached_up:count
            ||| % by_pool {
              rejected: q.rate('memcached_connections_rejected_total', '5m'),
              disabled: q.rate('memcached_connections_listener_disabled_total', '5m'),
              accepting: q.last('memcached_accepting_connections'),
              connect: q.last('memcached_connect_success'),
              up: q.last('memcached_up'),
            }
          ),
        ],
      },
      {
        // The pool's own past. One series a pool, a week of it read each time: hence the longer interval.
        name: 'memcached.history',
        interval: '2m',
        rules: [
          // The hit ratio at times with enough gets for it to mean something.
          record(
            'pool:memcached_get_hit_ratio:busy_rate5m',
            |||
              pool:memcached_get_hit_ratio:rate5m
              and 10 <  # gets a second
              pool:memcached_gets:rate5m
            |||
          ),

          // The hit ratio that the pool reached or exceeded for 95 % of those times in the past week.
          // Daily dips lower it; one bad hour does not.
          record(
            'pool:memcached_get_hit_ratio:quantile05_1w',
            'quantile_over_time(0.05, pool:memcached_get_hit_ratio:busy_rate5m[1w] offset 1h)'
          ),

          // How far the hit ratio is below that, 0.1 being ten of a hundred gets; negative when above.
          // None before the pool is a day old.
          record(
            'pool:memcached_get_hit_ratio:drop_1w',
            |||
              pool:memcached_get_hit_ratio:quantile05_1w - pool:memcached_get_hit_ratio:busy_rate5m
              and pool:memcached_up:count offset 1d
            |||
          ),

          // Further misses a second that reach the backend because of that.
          record(
            'pool:memcached_get_misses:excess_1w',
            'pool:memcached_get_hit_ratio:drop_1w * pool:memcached_gets:rate5m'
          ),
        ],
      },
    ],
  };

{
  prometheusRules+:: build($._config),
}
