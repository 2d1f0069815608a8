import type { RequestListener } from 'node:http';
import { siteFolder } from './build/site.ts';
import type { HostParts } from './host-status.ts';
import { createApi } from './http/api.ts';
import { createFront } from './http/front.ts';
import { createLocalPage } from './http/local-page.ts';
import { createSite } from './http/site.ts';
import { localize, localizeAll, type LocalValues } from './localize.ts';
import type { EdgeBehavior } from './template/edge.ts';
import type { Service } from './template/service.ts';

export type HostFrontOptions = HostParts & { service: Service; local: LocalValues };

/** The site and the API as the edge of the template shows them; beside them the user pool and the host's own page. */
export function createHostFront(options: HostFrontOptions): RequestListener {
  const { service, engines, info } = options;
  const withSecrets = (behavior: EdgeBehavior) => ({
    ...behavior,
    originHeaders: localizeAll(behavior.originHeaders, options.local),
    responseHeaders: behavior.responseHeaders.map(({ name, value }) => ({
      name,
      value: localize(value, options.local),
    })),
  });
  const { edge } = service;
  return createFront({
    edge: { ...edge, behaviors: edge.behaviors.map(withSecrets), fallback: withSecrets(edge.fallback) },
    api: createApi(service.api, service.place.accountId, options.runners),
    site: createSite(siteFolder),
    // What the deployment writes beside the site, and where this origin's user pool is.
    configuration: (origin) => ({
      stage: service.stage,
      region: info.region,
      userPoolId: info.userPoolId,
      userPoolClientId: info.clientId,
      userPoolEndpoint: `${origin}/_cognito`,
      apiUrl: '',
    }),
    own: {
      '/_cognito': (request, response) => engines.cognito.handle(request, response),
      '/_local': createLocalPage(options),
    },
  });
}
