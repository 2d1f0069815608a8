import { ConnectionLost } from '#lib/api/connection-lost.ts';

/** What the deployment (or the local host) tells the site at run time, so that one build serves every stage. */
export interface SiteConfig {
  stage: string;
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  /** Set where Cognito is answered elsewhere than at AWS. */
  userPoolEndpoint?: string;
  /** Before the paths of the API; empty for the same origin. */
  apiUrl: string;
}

let loading: Promise<SiteConfig> | undefined;

/** Reads /config.json once; a failed read is tried again on the next call. */
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
