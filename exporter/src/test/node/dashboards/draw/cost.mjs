// Says what Prometheus spends on each dashboard: one line with the queries of all its panels, the
// samples that they read, and the seconds that they take.
// usage: node cost.mjs PROMETHEUS_URL DASHBOARD_FOLDER MINUTES [STEP_SECONDS [panels]]

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choice, interpolate, statistics } from './prometheus.mjs';

const [base, dashboards, minutes, step = 15, detail] = process.argv.slice(2);
const end = Math.floor(Date.now() / 1000);
const range = { start: end - 60 * Number(minutes), end, step: Number(step) };

for (const name of ['fleet', 'node', 'slabs', 'agent']) {
  const dashboard = JSON.parse(readFileSync(join(dashboards, `${name}.json`), 'utf8'));
  const chosen = await choice(base, dashboard);
  const open = dashboard.panels.filter(panel => panel.type !== 'row');
  const folded = dashboard.panels.flatMap(panel => panel.panels ?? []);
  print(name, await cost(open, dashboard, chosen));
  if (folded.length > 0) {
    print(`${name}, folded rows`, await cost(folded, dashboard, chosen));
  }
}

async function cost(panels, dashboard, chosen) {
  const sum = { queries: 0, samples: 0, seconds: 0 };
  for (const panel of panels) {
    const before = { ...sum };
    for (const target of panel.targets) {
      const expr = interpolate(target.expr, dashboard, chosen, range);
      const { samples, seconds } = await statistics(base, expr, target.instant, range);
      sum.queries++;
      sum.samples += samples;
      sum.seconds += seconds;
    }
    if (detail) {
      console.log(panel.title, sum.samples - before.samples, (sum.seconds - before.seconds).toFixed(3));
    }
  }
  return sum;
}

function print(name, { queries, samples, seconds }) {
  console.log(`| ${name} | ${queries} | ${samples.toLocaleString('en')} | ${seconds.toFixed(3)} |`);
}
