import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEnvironment } from '../constructs/resource-binding.ts';

export type ServerOptions = {
  /** Such as `https://photos.example.org`. */
  publicUrl: string;
  /** The folder of the checkout or release. */
  program: string;
  /** The folder for all data. */
  data: string;
  /** The unprivileged user that runs the server. */
  user: string;
  port: string;
};

export const serverDefaults: Omit<ServerOptions, 'publicUrl'> = {
  program: '/opt/vitrine',
  data: '/var/lib/vitrine',
  user: 'vitrine',
  port: '3000',
};

/** Returns the files that make Vitrine a service on a Linux machine, by name. */
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

/* The service can write only its data; see systemd.exec(5). MemoryDenyWriteExecute= is left out, because Node compiles
   JavaScript and WebAssembly at run time. */
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
}: ServerOptions) => `# Include this in the http block of nginx, and add the lines for your certificate.
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

  # Vitrine compresses most responses itself. Event streams must not be compressed.
  gzip on;
  gzip_proxied any;
  gzip_vary on;
  gzip_min_length 1024;
  gzip_types text/css text/javascript text/plain application/json application/problem+json
    application/manifest+json image/svg+xml;

  # Only this machine may read the metrics.
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
    # Pass uploads and events on without buffering.
    proxy_request_buffering off;
    proxy_buffering off;
    proxy_read_timeout 1h;
  }
}
`;

// npm run server-files -w infra -- --url https://photos.example.org --into DIR
if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      into: { type: 'string', default: '.' },
      program: { type: 'string', default: serverDefaults.program },
      data: { type: 'string', default: serverDefaults.data },
      user: { type: 'string', default: serverDefaults.user },
      port: { type: 'string', default: serverDefaults.port },
    },
  });
  if (!values.url) {
    console.error('Error: set the public URL: --url https://photos.example.org');
    process.exit(2);
  }
  const directory = resolve(values.into);
  await mkdir(directory, { recursive: true });
  for (const [name, text] of Object.entries(writeServerFiles({ ...values, publicUrl: values.url }))) {
    await writeFile(join(directory, name), text);
    console.log(join(directory, name));
  }
}
