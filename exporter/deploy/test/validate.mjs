// Checks every object of YAML files against the schema of its kind, Kubernetes' or the Prometheus
// Operator's, and for keys that the kind does not have: validate.mjs NPM FILE...
// NPM is the folder with node_modules.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [npm, ...files] = process.argv.slice(2);
const yaml = createRequire(path.join(npm, "/"))("js-yaml");
const OPERATOR = "monitoring.coreos.com";
const problems = [];
const checked = new Set();
/** One object a line; TypeScript refuses keys that its type lacks, where a JSON schema takes any. */
const typed = [];
let objects = 0;

/** The model's module: of a package, of a group's version. */
function module(object) {
  const [version, group = ""] = object.apiVersion.split("/").reverse();
  const models = group === OPERATOR ? "@kubernetes-models/prometheus-operator" : "kubernetes-models";
  return path.posix.join(models, group, version);
}

async function check(object, place) {
  if (!object.metadata?.name) problems.push(`${place}: no name`);
  const text = JSON.stringify(object);
  if (checked.has(text)) return;
  checked.add(text);
  const file = path.join(npm, "node_modules", module(object), `${object.kind}.js`);
  try {
    const model = (await import(pathToFileURL(file)))[object.kind];
    new model(object).validate();
  } catch (error) {
    problems.push(`${place}: ${error.message}`);
  }
  typed.push({ place, line: `export const o${typed.length}: import("${module(object)}").I${object.kind} = ${text};` });
}

for (const file of files) {
  for (const object of yaml.loadAll(fs.readFileSync(file, "utf8"))) {
    if (!object) continue;
    objects++;
    await check(object, `${file}: ${object.kind} ${object.metadata?.name}`);
  }
}

fs.writeFileSync(path.join(npm, "objects.ts"), typed.map(({ line }) => line).join("\n"));
const types = spawnSync(
  process.execPath,
  ["node_modules/typescript/bin/tsc", "--noEmit", "--skipLibCheck", "--strict", "--module", "nodenext", "objects.ts"],
  { cwd: npm, encoding: "utf8" },
);
for (const line of types.stdout.split("\n").filter(Boolean)) {
  const number = /^objects\.ts\((\d+),/.exec(line)?.[1];
  problems.push(`${number ? typed[number - 1].place : "tsc"}: ${line.replace(/^[^:]*: /, "")}`);
}
if (types.status !== 0 && problems.length === 0) problems.push(`tsc: ${types.stderr || types.error}`);

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`deploy-test: ${objects} objects, ${checked.size} of them different, fit their schema`);
