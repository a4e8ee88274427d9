// Compiles every dashboard, and each panel's options, as literals of Grafana's own types.
// usage: node check.mjs DASHBOARD_FOLDER

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const CONFIGURATIONS = {
  bargauge: 'BarGauge',
  stat: 'Stat',
  table: 'Table',
  timeseries: 'TimeSeries',
};

// JSON has an enum's values, not its names; an annotation has what the data source adds to it.
const PRELUDE = `
import type { Dashboard } from '@grafana/schema';
${Object.entries(CONFIGURATIONS).map(([type, name]) => configuration(type, name)).join('\n')}
type InJson<T> = T extends string ? \`\${T}\`
  : T extends (infer E)[] ? InJson<E>[]
  : T extends object ? { [K in keyof T]: InJson<T[K]> }
  : T;
type Annotation = { expr?: string; titleFormat?: string; textFormat?: string; tagKeys?: string };
type Shipped = InJson<Dashboard> & { annotations: { list: Annotation[] } };
`;

function configuration(type, name) {
  return `import type * as ${type} from '@grafana/schema/dist/esm/raw/composable/${type}/panelcfg/x/${name}PanelCfg_types.gen';`;
}

function source(file) {
  const text = readFileSync(file, 'utf8');
  const panels = JSON.parse(text).panels.flatMap(panel => [panel, ...(panel.panels ?? [])]);
  const typed = panels.filter(panel => panel.type !== 'row').flatMap(options);
  return [PRELUDE, `export const dashboard: Shipped = ${text};`, ...typed].join('\n');
}

function options({ id, type, options, fieldConfig }) {
  const out = [`export const options${id}: InJson<Partial<${type}.Options>> = ${JSON.stringify(options)};`];
  const custom = fieldConfig.defaults.custom;
  if (Object.keys(custom).length > 0) {
    out.push(`export const field${id}: InJson<${type}.FieldConfig> = ${JSON.stringify(custom)};`);
  }
  return out;
}

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const names = readdirSync(folder).filter(name => name.endsWith('.json'));
const sources = new Map(
  names.map(name => [
    join(here, `${basename(name, '.json')}.ts`),
    source(join(folder, name)),
  ]),
);
const compilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  types: [],
};
const host = ts.createCompilerHost(compilerOptions);
const { fileExists, readFile } = host;
host.fileExists = file => sources.has(file) || fileExists(file);
host.readFile = file => sources.get(file) ?? readFile(file);

const program = ts.createProgram([...sources.keys()], compilerOptions, host);
const diagnostics = ts.getPreEmitDiagnostics(program);
process.stdout.write(ts.formatDiagnostics(diagnostics, host));
console.log(`${names.length} dashboards, ${diagnostics.length} errors`);
process.exitCode = names.length > 0 && diagnostics.length === 0 ? 0 : 1;
