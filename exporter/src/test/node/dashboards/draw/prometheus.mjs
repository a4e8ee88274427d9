// Asks Prometheus what Grafana's data source would ask for a panel.

/** The variables as chosen, else "All", and Grafana's own ones for the step. */
export function interpolate(text, dashboard, chosen, { start, end, step }) {
  const values = { __rate_interval: `${4 * step}s`, __range: `${end - start}s` };
  for (const { name, allValue } of dashboard.templating.list) {
    values[name] = chosen[name] ?? allValue;
  }
  return text.replace(/\$(\w+)/g, (whole, name) => values[name] ?? whole);
}

async function ask(url, parameters) {
  const response = await fetch(`${url}?${new URLSearchParams(parameters)}`);
  const answer = await response.json();
  if (answer.status !== 'success') {
    throw new Error(`${answer.error}: ${parameters.query}`);
  }
  return answer.data;
}

async function result(url, parameters) {
  return (await ask(url, parameters)).result;
}

/** What variables without "All" are set to: of the nodes that are up, the one with the most series. */
export async function choice(base, dashboard) {
  const { includeAll } = dashboard.templating.list.find(({ name }) => name === 'instance');
  if (includeAll) {
    return {};
  }
  const series = 'count by (instance) ({__name__=~"memcached_.+"})';
  const most = await result(`${base}/api/v1/query`, {
    query: `topk(1, ${series} and on (instance) memcached_up == 1)`,
  });
  return { instance: most[0].metric.instance };
}

/** What a query costs Prometheus: samples that it reads, seconds that it takes. */
export async function statistics(base, expr, instant, { start, end, step }) {
  const { stats } = instant
    ? await ask(`${base}/api/v1/query`, { query: expr, time: end, stats: 'all' })
    : await ask(`${base}/api/v1/query_range`, { query: expr, start, end, step, stats: 'all' });
  return { samples: stats.samples.totalQueryableSamples, seconds: stats.timings.execTotalTime };
}

/** Series as `{labels, times, values}`, times in ms. */
export async function query(base, expr, instant, { start, end, step }) {
  if (instant) {
    const vector = await result(`${base}/api/v1/query`, { query: expr, time: end });
    return vector.map(series => ({
      labels: series.metric,
      times: [series.value[0] * 1000],
      values: [Number(series.value[1])],
    }));
  }
  const matrix = await result(`${base}/api/v1/query_range`, { query: expr, start, end, step });
  return matrix.map(series => ({
    labels: series.metric,
    times: series.values.map(([time]) => time * 1000),
    values: series.values.map(([, value]) => Number(value)),
  }));
}
