import type { Visitor } from '#data/store/request-context.ts';
import type { Call, Event } from './call.ts';
import { countForAddress } from './limit-requests.ts';
import { bodyText, checkParams, headerOf, wantsPage } from './parse.ts';

/** Admits any caller to a public operation, within the request limit of the caller's IP address. */
export async function admitVisitor(call: Call, isLocal = false): Promise<void> {
  const { event, session, requestId, matched } = call;
  await countForAddress(session, addressOf(event), isLocal);
  checkParams(matched?.params ?? {});
  call.context = { ...session, requestId, now: new Date().toISOString(), visitor: visitorOf(call) };
}

/** What a request reveals about an anonymous visitor. */
function visitorOf({ event, language }: Call): Visitor {
  const origin = headerOf(event, 'origin');
  return {
    address: addressOf(event),
    ...(origin === undefined ? {} : { origin }),
    sent: {
      body: () => bodyText(event),
      header: (name) => headerOf(event, name.toLowerCase()),
      address: addressSent(event),
    },
    isFromOwnPage: headerOf(event, 'sec-fetch-site') === 'same-origin' || isOwnSite(origin),
    isInFrame: headerOf(event, 'sec-fetch-dest') === 'iframe',
    language,
    wantsPage: wantsPage(event),
    answerHeaders: {},
  };
}

/** The address to which a request was sent. CloudFront and API Gateway have other host names than the site. */
function addressSent({ rawPath, rawQueryString, requestContext }: Event): string {
  const site = process.env.SITE_URL ?? `https://${requestContext.domainName}`;
  return `${site}${rawPath}${rawQueryString ? `?${rawQueryString}` : ''}`;
}

const isOwnSite = (origin: string | undefined): boolean =>
  origin !== undefined && origin === process.env.SITE_URL;

/**
 * The visitor's IP address. A CloudFront function sends it in a header. Anyone can send that header, so it is trusted
 * only if requests must have the origin secret. Otherwise, the address is that of the API's direct caller.
 */
export function addressOf(event: Event): string | undefined {
  if (!process.env.ORIGIN_SECRET) return event.requestContext.http.sourceIp;
  return headerOf(event, 'x-viewer-ip');
}
