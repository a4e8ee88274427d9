# The Helm chart with each documented example, and the plain manifests, against Kubernetes' schemas.
chart=$work/chart/memfleet
rendered=$work/rendered
rm -rf "$work/chart" "$rendered"
mkdir -p "$work/chart" "$rendered"
tar -xzf "$top/target/release/memfleet-$version.tgz" -C "$work/chart"

helm() {
  "$npm/helm" "$@" 2> "$work/helm.err" || { cat "$work/helm.err" >&2; fail "helm $*"; }
}

helm lint --strict "$chart" > /dev/null
helm template memfleet "$chart" > "$rendered/default.yaml"
for example in "$chart"/examples/*.yaml; do
  name=$(basename "$example" .yaml)
  helm lint --strict "$chart" --values "$example" > /dev/null
  helm template memfleet "$chart" --namespace monitoring --values "$example" > "$rendered/$name.yaml"
  for kind in Deployment StatefulSet Sidecar; do
    for change in reload rollout; do
      helm template memfleet "$chart" --namespace monitoring --values "$example" --set kind=$kind \
        --set onConfigChange=$change > "$rendered/$name-$kind-$change.yaml"
    done
  done
done
if "$npm/helm" template memfleet "$chart" --set kind=Daemonset > /dev/null 2>&1; then
  fail "the values' schema lets a wrong kind pass"
fi
"$npm/kubectl" kustomize "$top/exporter/deploy/kubernetes" > "$rendered/kustomize.yaml"
cp "$top/exporter/deploy/kubernetes/service-monitor.yml" "$rendered/service-monitor.yaml"

node "$here/validate.mjs" "$npm" "$rendered"/*.yaml "$here"/manifests/{memcached,bitnami,prometheus-community}.yml \
  || fail "objects that do not fit their schema"

# What kubectl apply keeps of each object in an annotation.
python3 - "$rendered"/operator.yaml << 'PYTHON'
import re
import sys

for document in open(sys.argv[1]).read().split("\n---\n"):
    size = len(document) + document.count('"') + document.count("\\")
    if size > 262144:
        sys.exit(f"{size} bytes: " + re.search("name: (.*)", document)[1])
PYTHON

# The fleet files in the rendered ConfigMaps are such that the agent takes them; many are the same.
rm -f "$work"/*.fleet.yml
python3 - "$rendered" "$work" << 'PYTHON'
import hashlib
import pathlib
import re
import sys
import textwrap

for file in pathlib.Path(sys.argv[1]).glob("*.yaml"):
    for found in re.findall(r"\n  fleet\.yml: \|\n((?:    .*\n|\n)+)", file.read_text()):
        name = hashlib.sha256(found.encode()).hexdigest()[:8]
        pathlib.Path(sys.argv[2], f"{name}.fleet.yml").write_text(textwrap.dedent(found))
PYTHON
for file in "$work"/*.fleet.yml; do
  sed -i "s,/etc/memfleet-secrets/[a-z-]*,$work/secrets," "$file"
done
mkdir -p "$work/secrets"
echo secret > "$work/secrets/password"
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 2 -keyout /dev/null \
  -out "$work/secrets/ca.crt" 2> /dev/null
for file in "$work"/*.fleet.yml; do
  output=$(java -jar "$top/exporter/target/memfleet-exporter.jar" check-config "$file" 2>&1) \
    || [[ $output == *"no nodes"* ]] || fail "$file: $output"
done
