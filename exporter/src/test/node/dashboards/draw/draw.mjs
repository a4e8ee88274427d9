// Draws the dashboards with Grafana's panel components in headless Chromium, dark and light.
// usage: node draw.mjs PROMETHEUS_URL DASHBOARD_FOLDER OUTPUT_FOLDER MINUTES [STEP_SECONDS]

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { choice, interpolate, query } from './prometheus.mjs';

const WIDTH = 1200; // little more than a README has, so that text can be read there
const ROW_HEIGHT = 38; // Grafana's 30 px and 8 px between panels
const THEMES = { dark: '', light: '-light' }; // and the end of their files' names

const here = dirname(fileURLToPath(import.meta.url));
const [base, dashboards, output, minutes, step = 5] = process.argv.slice(2);
const rangeSeconds = 60 * Number(minutes);
const end = Math.floor(Date.now() / 1000);
const range = { start: end - rangeSeconds, end, step: Number(step) };

const work = mkdtempSync(join(tmpdir(), 'draw-'));
try {
  await bundle();
  for (const name of ['fleet', 'node', 'slabs', 'insight', 'agent']) {
    const dashboard = JSON.parse(readFileSync(join(dashboards, `${name}.json`), 'utf8'));
    const chosen = await choice(base, dashboard);
    const panels = await answered(unfolded(dashboard.panels), dashboard, chosen);
    for (const [theme, suffix] of Object.entries(THEMES)) {
      writeFileSync(
        join(work, `${name}${suffix}.html`),
        page({ title: dashboard.title, width: WIDTH, theme, range, panels }),
      );
      photograph(`${name}${suffix}`, panels);
    }
  }
} finally {
  rmSync(work, { recursive: true });
}

async function bundle() {
  await build({
    entryPoints: [resolve(here, 'page.jsx')],
    outfile: join(work, 'bundle.js'),
    bundle: true,
    minify: true,
    jsx: 'automatic',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    loader: { '.svg': 'dataurl', '.ttf': 'dataurl' },
    alias: {
      'react-custom-scrollbars-2': resolve(here, 'scrollbars.mjs'),
    },
  });
}

/** Collapsed rows opened, what follows moved down. */
function unfolded(rows) {
  const out = [];
  let shift = 0;
  for (const panel of rows) {
    const at = { ...panel.gridPos, y: panel.gridPos.y + shift };
    out.push({ ...panel, gridPos: at });
    if (panel.collapsed) {
      const inner = panel.panels.map(each => ({
        ...each,
        gridPos: { ...each.gridPos, y: each.gridPos.y + shift },
      }));
      out.push(...inner);
      shift += Math.max(...inner.map(each => each.gridPos.y + each.gridPos.h)) - at.y - 1;
    }
  }
  return out;
}

async function answered(panels, dashboard, chosen) {
  return Promise.all(
    panels.map(async panel => ({
      ...panel,
      results: await Promise.all(
        (panel.targets ?? []).map(async target => ({
          refId: target.refId,
          legend: target.legendFormat,
          series: await query(
            base,
            interpolate(target.expr, dashboard, chosen, range),
            target.instant,
            range,
          ),
        })),
      ),
    })),
  );
}

function page(data) {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="bundle.css">
<body><div id="root"></div><script>window.DATA = ${json};</script><script src="bundle.js"></script>`;
}

function photograph(name, panels) {
  const rows = Math.max(...panels.map(panel => panel.gridPos.y + panel.gridPos.h));
  mkdirSync(output, { recursive: true });
  const file = join(output, `${name}.png`);
  execFileSync(
    'chromium',
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      `--user-data-dir=${join(work, 'profile')}`,
      `--window-size=${WIDTH},${rows * ROW_HEIGHT + 60}`,
      '--virtual-time-budget=8000',
      `--screenshot=${resolve(file)}`,
      `file://${join(work, `${name}.html`)}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 },
  );
  console.log(file);
}
