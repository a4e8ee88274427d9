{{- define "memfleet.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "memfleet.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains (include "memfleet.name" .) .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "memfleet.name" .) | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "memfleet.selector" -}}
app.kubernetes.io/name: {{ include "memfleet.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* Not those of the selector: no service leads to the pod of `helm test`. */ -}}
{{- define "memfleet.testLabels" -}}
app.kubernetes.io/name: {{ include "memfleet.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "memfleet.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "memfleet.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "memfleet.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "memfleet.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- /* fleet.yml: config, with a dns source for each of the services. */ -}}
{{- define "memfleet.fleet" -}}
{{- $config := deepCopy .Values.config }}
{{- $discovery := default list $config.discovery }}
{{- range .Values.services }}
{{- $namespace := default $.Release.Namespace .namespace }}
{{- $record := printf "_%s._tcp.%s.%s.svc.%s." (default "memcached" .port) .name $namespace $.Values.clusterDomain }}
{{- $source := dict "name" (printf "%s.%s" .name $namespace) "dns" (dict "names" (list $record)) }}
{{- with .labels }}{{ $_ := set $source "labels" . }}{{ end }}
{{- with .profile }}{{ $_ := set $source "profile" . }}{{ end }}
{{- $discovery = append $discovery $source }}
{{- end }}
{{- if eq .Values.kind "Sidecar" }}
{{- $node := dict "address" "localhost:11211" }}
{{- with .Values.cache.labels }}{{ $_ := set $node "labels" . }}{{ end }}
{{- $_ := set $config "nodes" (prepend (default list $config.nodes) $node) }}
{{- end }}
{{- if $discovery }}{{ $_ := set $config "discovery" $discovery }}{{ end }}
{{- if eq .Values.onConfigChange "reload" }}{{ $_ := set $config "reload" (dict "watch" true) }}{{ end }}
{{- toYaml $config }}
{{- end }}

{{- define "memfleet.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65534
runAsGroup: 65534
fsGroup: 65534
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "memfleet.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "memfleet.podMetadata" -}}
labels:
  {{- include "memfleet.labels" . | nindent 2 }}
  {{- with .Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- if or .Values.podAnnotations (eq .Values.onConfigChange "rollout") }}
annotations:
  {{- if eq .Values.onConfigChange "rollout" }}
  checksum/config: {{ include "memfleet.fleet" . | sha256sum }}
  {{- end }}
  {{- with .Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "memfleet.podPlacement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "memfleet.container" -}}
- name: exporter
  image: "{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}"
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  args:
    - --config.file=/etc/memfleet/fleet.yml
    - --log.format=json
    - --web.listen-address=:9150
    - --web.admin-address=:{{ .Values.adminPort }}
    {{- if eq .Values.kind "StatefulSet" }}
    - --shard.index=ordinal
    - --shard.total={{ .Values.replicas }}
    {{- end }}
    {{- if .Values.webConfig.existingSecret }}
    - --web.config.file=/etc/memfleet-web/{{ .Values.webConfig.key }}
    {{- end }}
    {{- range .Values.extraArgs }}
    - {{ . | quote }}
    {{- end }}
  {{- with .Values.extraEnv }}
  env:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  ports:
    - name: metrics
      containerPort: 9150
    - name: admin
      containerPort: {{ .Values.adminPort }}
  startupProbe:
    httpGet: {path: /-/healthy, port: admin}
    periodSeconds: 1
    failureThreshold: 60
  livenessProbe:
    httpGet: {path: /-/healthy, port: admin}
    timeoutSeconds: 5
  readinessProbe:
    httpGet: {path: /-/ready, port: admin}
    timeoutSeconds: 5
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  securityContext:
    {{- include "memfleet.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - name: config
      mountPath: /etc/memfleet
      readOnly: true
    {{- if .Values.webConfig.existingSecret }}
    - name: web-config
      mountPath: /etc/memfleet-web
      readOnly: true
    {{- end }}
    {{- range .Values.secrets }}
    - name: secret-{{ . }}
      mountPath: /etc/memfleet-secrets/{{ . }}
      readOnly: true
    {{- end }}
{{- end }}

{{- define "memfleet.volumes" -}}
- name: config
  configMap:
    name: {{ include "memfleet.fullname" . }}
{{- with .Values.webConfig.existingSecret }}
- name: web-config
  secret:
    secretName: {{ . }}
{{- end }}
{{- range .Values.secrets }}
- name: secret-{{ . }}
  secret:
    secretName: {{ . }}
{{- end }}
{{- end }}
