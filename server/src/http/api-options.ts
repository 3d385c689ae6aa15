import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Ports } from '../ports/index.ts';
import type { BrowserCookies, SessionCookies } from './authenticate.ts';
import type { AppEnv } from './environment.ts';

export type Api = OpenAPIHono<AppEnv>;

/** The dependencies and settings of the route handlers. */
export type ApiOptions = {
  ports: Ports;
  cookies: SessionCookies;
  browsers: BrowserCookies;
  publicUrl: string;
  quotaBytes: number;
  /** True if a response can stay open and continue when something happens. */
  isStreaming: boolean;
};
