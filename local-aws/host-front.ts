import type { RequestListener } from 'node:http';
import type { HostOptions } from './host-options.ts';
import type { HostParts } from './host-status.ts';
import { createApi } from './http/api.ts';
import { createFront } from './http/front.ts';
import { createLocalPage } from './http/local-page.ts';
import { createSite } from './http/site.ts';
import { localize, localizeAll, type LocalValues } from './localize.ts';
import type { EdgeBehavior } from './template/edge.ts';
import type { Service } from './template/service.ts';

export type HostFrontOptions = HostParts &
  Pick<HostOptions, 'site' | 'onAnswer'> & { service: Service; local: LocalValues };

/** The site and the API as CloudFront serves them, with the user pool and the host's own page beside them. */
export function createHostFront(options: HostFrontOptions): RequestListener {
  const { service, engines, info, site, onAnswer } = options;
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
    site: createSite(site.folder),
    settings: { path: site.settings.path, contents: (origin) => site.settings.contents(info, origin) },
    ...(onAnswer ? { onAnswer } : {}),
    own: {
      '/_cognito': (request, response) => engines.cognito.handle(request, response),
      '/_local': createLocalPage(options),
    },
  });
}
