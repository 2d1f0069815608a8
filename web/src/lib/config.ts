import { ConnectionLost } from '#lib/api/connection-lost.ts';

/** Runtime settings that the deployment or the local server provides, so that one build runs in every environment. */
export interface SiteConfig {
  stage: string;
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  /** The URL of the Cognito API, set only if it isn't the default endpoint on AWS. */
  userPoolEndpoint?: string;
  /** Origin of the API; empty if it is the same as the origin of the site. */
  apiUrl: string;
}

let loading: Promise<SiteConfig> | undefined;

/** Fetches /config.json once. A failed request is retried on the next call. */
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
