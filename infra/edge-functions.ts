/** Code of CloudFront functions, in JavaScript runtime 2.0. */

/**
 * Rewrites URLs without a file extension to the page that renders all routes. Missing files stay 404, and so do
 * addresses outside of the API that look like parts of it, for which a program must not get a page.
 */
export const pageRequest = `function handler(event) {
  const request = event.request;
  if (/^\\/(api|v\\d+|hooks|health|openapi\\.json)(\\/|$)/i.test(request.uri)) {
    const problem = {
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      code: 'not_found',
      detail: 'Nothing has this address. Those of the API begin with /v1/ and are listed in /v1/openapi.json.',
      requestId: event.context.requestId,
    };
    return {
      statusCode: 404,
      statusDescription: 'Not Found',
      headers: {
        'content-type': { value: 'application/problem+json' },
        'cache-control': { value: 'no-store' },
      },
      body: { encoding: 'text', data: JSON.stringify(problem) },
    };
  }
  const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (!name.includes('.')) request.uri = '/index.html';
  return request;
}
`;

/** The header with the viewer's IP address. Viewers can't set it, because the function overwrites it. */
export const viewerAddressHeader = 'x-viewer-ip';

/**
 * Removes slashes at the end of API addresses, because the routes of the HTTP API have none, and passes the viewer's
 * address on, because CloudFront sends its own header for it only under some policies.
 */
export const apiRequest = `function handler(event) {
  const request = event.request;
  request.uri = request.uri.replace(/(.)\\/+$/, '$1');
  request.headers['${viewerAddressHeader}'] = { value: event.viewer.ip };
  return request;
}
`;
