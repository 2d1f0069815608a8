import { ConnectionLost } from '#lib/api/connection-lost.ts';

/** Runtime settings written by the deployment (or the local host), so that one build serves every stage. */
export interface SiteConfig {
  stage: string;
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  /** Set where Cognito is not at its AWS address. */
  userPoolEndpoint?: string;
  /** Prefix of API paths; empty for the same origin. */
  apiUrl: string;
}

let loading: Promise<SiteConfig> | undefined;

/** Reads /config.json once. A failed read is retried on the next call. */
export function siteConfig(): Promise<SiteConfig> {
  loading ??= read().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function read(): Promise<SiteConfig> {
  const response = await fetch('/config.json').catch(() => {
    throw new ConnectionLost();
  });
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return (await response.json()) as SiteConfig;
}
