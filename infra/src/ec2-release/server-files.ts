import { buildEnvironment } from '../constructs/resource-binding.ts';

export type ServerOptions = {
  /** Where people reach it, such as `https://photos.example.org`. */
  publicUrl: string;
  /** Where Vitrine is checked out and built. */
  program: string;
  /** Where it keeps what it is given. */
  data: string;
  /** The unprivileged user that it runs as. */
  user: string;
  port: string;
};

export const serverDefaults: Omit<ServerOptions, 'publicUrl'> = {
  program: '/opt/vitrine',
  data: '/var/lib/vitrine',
  user: 'vitrine',
  port: '3000',
};

/** The files that make Vitrine a service of a Linux machine, by name. */
export function writeServerFiles(options: ServerOptions): Record<string, string> {
  return {
    'vitrine.env': environmentFile(options),
    'vitrine.service': systemdUnit(options),
    'vitrine.nginx.conf': nginxSite(options),
  };
}

function environmentFile({ publicUrl, data, port }: ServerOptions): string {
  const environment = buildEnvironment({
    port,
    publicUrl,
    database: `sqlite:${data}/vitrine.db`,
    storage: `file:${data}/media`,
    mail: `folder:${data}/outbox`,
    secretFile: `${data}/secret`,
    scratch: `${data}/scratch`,
    trustProxy: 'on',
  });
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/* Nothing of the machine can be written but the data; see systemd.exec(5). Pictures are decoded by wasm and by
   compiled code of Node's, which MemoryDenyWriteExecute= would end. */
export const systemdUnit = ({
  program,
  data,
  user,
}: Pick<ServerOptions, 'program' | 'data' | 'user'>) => `[Unit]
Description=Vitrine photo gallery
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
User=${user}
Group=${user}
WorkingDirectory=${program}
EnvironmentFile=/etc/vitrine/vitrine.env
ExecStart=${program}/node_modules/.bin/node ${program}/server/src/entry/cli.ts serve
Restart=on-failure
RestartSec=2
TimeoutStopSec=20
MemoryMax=2G
TasksMax=2048
ReadWritePaths=${data}
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
NoNewPrivileges=yes
RestrictNamespaces=user net ipc
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
UMask=0077

[Install]
WantedBy=multi-user.target
`;

const nginxSite = ({
  publicUrl,
  port,
}: ServerOptions) => `# In the http block of nginx, beside the certificate's own lines.
server {
  listen 80;
  listen [::]:80;
  server_name ${new URL(publicUrl).hostname};
  return 301 ${publicUrl}$request_uri;
}

server {
  listen 443 ssl http2;
  listen [::]:443 ssl http2;
  server_name ${new URL(publicUrl).hostname};
  client_max_body_size 210m;

  # Vitrine compresses what it can; this is for the rest. Event streams are not among the types.
  gzip on;
  gzip_proxied any;
  gzip_vary on;
  gzip_min_length 1024;
  gzip_types text/css text/javascript text/plain application/json application/problem+json
    application/manifest+json image/svg+xml;

  # Metrics are for this machine and not for the internet.
  location = /metrics {
    return 404;
  }

  location / {
    proxy_pass http://127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Request-Id $request_id;
    # Uploads go through as they come, and events as they happen.
    proxy_request_buffering off;
    proxy_buffering off;
    proxy_read_timeout 1h;
  }
}
`;
