// Checks every object of YAML files against the JSON schema of its kind: validate.js FILE...
// Kinds of the Prometheus Operator have no schema here; of them the references are checked.
const fs = require("fs");
const path = require("path");
const yaml = require("js-yaml");

const models = path.dirname(require.resolve("kubernetes-models/package.json"));
const operatorKinds = ["ServiceMonitor", "PodMonitor", "PrometheusRule"];
let failures = 0;
let objects = 0;

function report(file, object, problem) {
  failures++;
  console.error(`${file}: ${object.kind} ${object.metadata?.name}: ${problem}`);
}

function model(object) {
  const [group, version] = object.apiVersion.includes("/")
    ? object.apiVersion.split("/")
    : ["", object.apiVersion];
  return require(path.join(models, group, version, object.kind));
}

for (const file of process.argv.slice(2)) {
  for (const object of yaml.loadAll(fs.readFileSync(file, "utf8"))) {
    if (!object || object.kind === "Kustomization") continue;
    objects++;
    if (!object.metadata?.name) report(file, object, "no name");
    if (operatorKinds.includes(object.kind)) {
      if (!object.spec) report(file, object, "no spec");
      continue;
    }
    try {
      const kind = model(object)[object.kind];
      new kind(object).validate();
    } catch (error) {
      report(file, object, error.message);
    }
  }
}
console.log(`deploy-test: ${objects} objects fit their schema`);
process.exit(failures === 0 ? 0 : 1);
