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
  return answer.data.result;
}

/** The addresses of the nodes. */
export async function nodes(base) {
  const result = await ask(`${base}/api/v1/query`, { query: 'memcached_up == 1' });
  return result.map(({ metric }) => metric.instance).sort();
}

/** Series as `{labels, times, values}`, times in ms. */
export async function query(base, expr, instant, { start, end, step }) {
  if (instant) {
    const result = await ask(`${base}/api/v1/query`, { query: expr, time: end });
    return result.map(series => ({
      labels: series.metric,
      times: [series.value[0] * 1000],
      values: [Number(series.value[1])],
    }));
  }
  const result = await ask(`${base}/api/v1/query_range`, { query: expr, start, end, step });
  return result.map(series => ({
    labels: series.metric,
    times: series.values.map(([time]) => time * 1000),
    values: series.values.map(([, value]) => Number(value)),
  }));
}
