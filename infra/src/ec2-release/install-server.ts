import { serverDefaults, systemdUnit } from './server-files.ts';

export type Installation = {
  /** The release archive: `s3://BUCKET/KEY`. */
  release: string;
  environment: Readonly<Record<string, string>>;
  region: string;
  port: number;
  logGroup: string;
  /** The path for the certificates of RDS, if the database is on RDS. */
  databaseCertificates?: string;
  /** The options of `cfn-signal` that identify the stack and the resource. */
  signal: string;
};

const { program, data, user } = serverDefaults;

/**
 * Returns the script that an Amazon Linux 2023 server runs at its first start. It signals success once Vitrine is
 * ready. After a failure CloudFormation keeps the previous servers.
 */
export function installServer({
  release,
  environment,
  region,
  port,
  logGroup,
  databaseCertificates,
  signal,
}: Installation): string[] {
  return [
    'set -euo pipefail',
    `trap 'outcome=$?; /opt/aws/bin/cfn-signal --exit-code "$outcome" ${signal}' EXIT`,
    'dnf install -y -q aws-cfn-bootstrap amazon-cloudwatch-agent',
    `useradd --system --home-dir ${data} --create-home ${user}`,
    `install -d -m 0750 -o ${user} -g ${user} ${data} /var/log/vitrine`,
    `install -d ${program} /etc/vitrine /etc/systemd/system/vitrine.service.d`,
    `aws s3 cp --region ${region} ${release} /tmp/vitrine.tar.gz`,
    `tar -xzf /tmp/vitrine.tar.gz -C ${program} --no-same-owner && rm /tmp/vitrine.tar.gz`,
    ...(databaseCertificates
      ? [
          `curl -sSf --retry 5 -o ${databaseCertificates} https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem`,
        ]
      : []),
    ...writeFile(
      '/etc/vitrine/vitrine.env',
      Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ),
    ...writeFile('/etc/systemd/system/vitrine.service', systemdUnit(serverDefaults).trimEnd().split('\n')),
    ...writeFile('/etc/systemd/system/vitrine.service.d/log.conf', [
      '[Service]',
      'StandardOutput=append:/var/log/vitrine/vitrine.log',
      'StandardError=inherit',
    ]),
    ...writeFile('/etc/logrotate.d/vitrine', [
      '/var/log/vitrine/*.log {',
      '  daily',
      '  rotate 3',
      '  copytruncate',
      '  missingok',
      '}',
    ]),
    ...writeFile('/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json', [
      JSON.stringify({ logs: { logs_collected: { files: { collect_list: [collected(logGroup)] } } } }),
    ]),
    'systemctl daemon-reload',
    'systemctl enable --now amazon-cloudwatch-agent vitrine',
    `for attempt in $(seq 120); do curl -sf http://127.0.0.1:${port}/readyz >/dev/null && exit 0; sleep 5; done`,
    'systemctl status vitrine --no-pager || true',
    'exit 1',
  ];
}

const collected = (logGroup: string) => ({
  file_path: '/var/log/vitrine/vitrine.log',
  log_group_name: logGroup,
  log_stream_name: '{instance_id}',
});

const writeFile = (path: string, lines: string[]) => [`cat > ${path} <<'VITRINE'`, ...lines, 'VITRINE'];
