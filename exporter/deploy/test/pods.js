// Runs the pods of Kubernetes manifests as containers, with what a kubelet and a cluster's DNS would
// give them, until every probe has passed and the agents among them see NODES nodes up, and then the
// pods that a chart brings as its tests:
//   pods.js WORK NODES FILE...
// Volumes are ConfigMaps and emptyDirs. Ends with status 1 where a container would be restarted.
const { execFileSync, spawn } = require("child_process");
const fs = require("fs");
const http = require("http");
const net = require("net");
const path = require("path");
const yaml = require("js-yaml");

const [work, nodes, ...files] = process.argv.slice(2);
const PATIENCE_SECONDS = 240;
const objects = files.flatMap((file) => yaml.loadAll(fs.readFileSync(file, "utf8"))).filter(Boolean);
const namespace = (object) => object.metadata.namespace ?? "default";
const ofKind = (...kinds) => objects.filter((object) => kinds.includes(object.kind));
const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const docker = (...words) => execFileSync("docker", words, { encoding: "utf8" }).trim();

/** A container that does nothing, for the network of the pod's others. */
function sandbox(object, name, template, resolver) {
  const domain = "svc.cluster.local";
  docker("run", "--detach", "--name", name, "--hostname", name, "--dns", resolver,
    "--dns-search", `${namespace(object)}.${domain}`, "--dns-search", domain, "--dns-opt", "ndots:5",
    "memfleet-test/pause");
  const ip = docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", name);
  return { name, ip, namespace: namespace(object), template };
}

function replicas(workload, resolver) {
  return Array.from({ length: workload.spec.replicas ?? 1 }, (_, ordinal) =>
    sandbox(workload, `${workload.metadata.name}-${ordinal}`, workload.spec.template, resolver),
  );
}

const matches = (selector, labels) =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);

/** Answers the names of services and, for named ports, their SRV records. */
function serveNames(pods, resolver) {
  const hosts = [];
  const records = [];
  for (const service of ofKind("Service")) {
    const name = `${service.metadata.name}.${namespace(service)}.svc.cluster.local`;
    const behind = pods.filter(
      (pod) =>
        pod.namespace === namespace(service) &&
        matches(service.spec.selector, pod.template.metadata.labels),
    );
    const headless = service.spec.clusterIP === "None";
    for (const pod of headless ? behind : behind.slice(0, 1)) {
      hosts.push(`${pod.ip} ${name}`, `${pod.ip} ${pod.name}.${name}`);
      for (const port of headless ? service.spec.ports : []) {
        records.push(`--srv-host=_${port.name}._tcp.${name},${pod.name}.${name},${port.port}`);
      }
    }
  }
  const file = path.join(work, "hosts");
  fs.writeFileSync(file, hosts.join("\n") + "\n");
  return spawn("dnsmasq",
    ["--keep-in-foreground", "--conf-file=/dev/null", "--no-hosts", "--no-resolv", "--pid-file",
      "--user=root", "--bind-interfaces", "--local=/cluster.local/", `--listen-address=${resolver}`,
      `--addn-hosts=${file}`, ...records],
    { stdio: "inherit" });
}

function mounts(pod, container) {
  return (container.volumeMounts ?? []).flatMap((mount) => {
    const volume = pod.template.spec.volumes.find((each) => each.name === mount.name);
    if (volume.emptyDir) return ["--tmpfs", mount.mountPath];
    if (!volume.configMap) throw new Error(`${pod.name}: no volume like ${JSON.stringify(volume)}`);
    const map = ofKind("ConfigMap").find((each) => each.metadata.name === volume.configMap.name);
    const folder = path.join(work, `config-${map.metadata.name}`);
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(map.data)) {
      fs.writeFileSync(path.join(folder, name), text);
    }
    return ["--volume", `${folder}:${mount.mountPath}:ro`];
  });
}

/** Kubernetes' megabytes as docker's: Mi and Gi are 1024s, as m and g are. */
const bytes = (quantity) => quantity.replace(/([KMG])i$/, "$1");
const cpus = (quantity) =>
  String(quantity).endsWith("m") ? String(parseInt(quantity, 10) / 1000) : String(quantity);

function start(pod, container) {
  const security = { ...pod.template.spec.securityContext, ...container.securityContext };
  const limits = container.resources?.limits ?? {};
  const name = `${pod.name}.${container.name}`;
  const words = ["run", "--detach", "--name", name, "--network", `container:${pod.name}`];
  if (limits.memory) words.push("--memory", bytes(limits.memory), "--memory-swap", bytes(limits.memory));
  if (limits.cpu) words.push("--cpus", cpus(limits.cpu));
  if (security.readOnlyRootFilesystem) words.push("--read-only");
  if (security.allowPrivilegeEscalation === false) words.push("--security-opt=no-new-privileges");
  for (const each of security.capabilities?.drop ?? []) words.push("--cap-drop", each);
  if (security.runAsUser !== undefined) {
    words.push("--user", `${security.runAsUser}:${security.runAsGroup ?? 0}`);
  } else if (security.runAsNonRoot) {
    const user = docker("image", "inspect", "--format", "{{.Config.User}}", container.image);
    if (!(parseInt(user, 10) > 0)) throw new Error(`${name}: the image's user "${user}" is no number`);
  }
  for (const each of container.env ?? []) words.push("--env", `${each.name}=${each.value}`);
  const command = container.command ?? [];
  if (command.length > 0) words.push("--entrypoint", command[0]);
  docker(...words, ...mounts(pod, container), container.image, ...command.slice(1), ...(container.args ?? []));
  return { name, container, pod, begin: Date.now() };
}

function port(container, wanted) {
  return Number.isInteger(wanted)
    ? wanted
    : container.ports.find((each) => each.name === wanted).containerPort;
}

function get(ip, number, page, seconds) {
  return new Promise((done) => {
    const request = http.get(
      { host: ip, port: number, path: page, timeout: seconds * 1000, agent: false },
      (answer) => {
        let text = "";
        answer.on("data", (part) => (text += part));
        answer.on("end", () => done(answer.statusCode < 400 ? text : undefined));
        answer.on("error", () => done(undefined));
      },
    );
    request.on("timeout", () => request.destroy());
    request.on("error", () => done(undefined));
  });
}

function connect(ip, number, seconds) {
  return new Promise((done) => {
    const socket = net.connect({ host: ip, port: number, timeout: seconds * 1000 });
    const end = (passed) => () => (socket.destroy(), done(passed));
    socket.on("connect", end(true)).on("timeout", end(false)).on("error", end(false));
  });
}

async function passes({ container, pod }, probe) {
  const seconds = probe.timeoutSeconds ?? 1;
  if (probe.tcpSocket) return connect(pod.ip, port(container, probe.tcpSocket.port), seconds);
  const { path: page, port: wanted } = probe.httpGet;
  return (await get(pod.ip, port(container, wanted), page, seconds)) !== undefined;
}

/** Asks as often as a kubelet would: until it passes, or fails so often in turn that it may not. */
async function until(running, kind, mayFail) {
  const probe = running.container[kind];
  if (!probe) return;
  await sleep(probe.initialDelaySeconds ?? 0);
  for (let failures = 0; !(await passes(running, probe)); ) {
    failures++;
    if (!mayFail && failures >= (probe.failureThreshold ?? 3)) {
      throw new Error(`${running.name}: ${kind} failed ${failures} times; it would be restarted`);
    }
    if (Date.now() - running.begin > PATIENCE_SECONDS * 1000) {
      throw new Error(`${running.name}: ${kind} does not pass in ${PATIENCE_SECONDS} s`);
    }
    await sleep(probe.periodSeconds ?? 10);
  }
}

async function probe(running) {
  await until(running, "startupProbe", false);
  const living = until(running, "livenessProbe", false);
  await until(running, "readinessProbe", true);
  const seconds = ((Date.now() - running.begin) / 1000).toFixed(1);
  await living;
  const state = docker("inspect", "--format", "{{.State.Running}} {{.RestartCount}}", running.name);
  if (state !== "true 0") throw new Error(`${running.name}: running and restarts are ${state}`);
  console.log(`deploy-test: ${running.name} (${running.container.image}) ready after ${seconds} s`);
}

async function nodesUp(containers) {
  const agents = containers.filter(({ container }) =>
    container.ports?.some((each) => each.containerPort === 9150),
  );
  const pages = await Promise.all(agents.map(({ pod }) => get(pod.ip, 9150, "/metrics", 10)));
  return pages.join("").split("\n").filter((line) => /^memcached_up(\{.*\})? 1$/.test(line)).length;
}

/** A pod of a chart's tests: it ends by itself, and well. */
function runToItsEnd(pod) {
  for (const container of pod.template.spec.containers) {
    const { name } = start(pod, container);
    const status = docker("wait", name);
    if (status !== "0") throw new Error(`${name} ended with ${status}: ${docker("logs", name)}`);
    docker("rm", name);
    console.log(`deploy-test: ${name} ended well`);
  }
}

async function main() {
  const [bridge] = JSON.parse(execFileSync("ip", ["-json", "-4", "address", "show", "docker0"]));
  const resolver = bridge.addr_info[0].local;
  const pods = ofKind("Deployment", "StatefulSet").flatMap((workload) => replicas(workload, resolver));
  const tests = ofKind("Pod").map((pod) => sandbox(pod, pod.metadata.name, pod, resolver));
  const names = serveNames(pods, resolver);
  const containers = [];
  try {
    for (const pod of pods) {
      for (const container of pod.template.spec.containers) containers.push(start(pod, container));
    }
    await Promise.all(containers.map(probe));
    const end = Date.now() + PATIENCE_SECONDS * 1000;
    let up;
    while ((up = await nodesUp(containers)) !== Number(nodes)) {
      if (Date.now() > end) throw new Error(`${up} nodes are up, not ${nodes}`);
      await sleep(0.5);
    }
    tests.forEach(runToItsEnd);
  } catch (error) {
    for (const { name } of containers) {
      console.error(`${name}: ${execFileSync("sh", ["-c", 'docker logs "$0" 2>&1 | tail -n 5', name])}`);
    }
    throw error;
  } finally {
    names.kill();
    docker("rm", "--force", "--volumes", ...containers.map(({ name }) => name), ...[...pods, ...tests].map(({ name }) => name));
  }
}

main().catch((error) => {
  console.error(`pods: ${files.join(" ")}: ${error.message}`);
  process.exit(1);
});
