/**
 * The switch of the log: `localStorage.setItem('cobalt.log', '1')` turns it on at once, and until the entry is removed.
 */
const logSwitch = 'cobalt.log';

/**
 * Sends a request and, if the switch is on, writes a line to the browser’s console: method, path, status, milliseconds and
 * the ID of the request. Queries, headers and bodies are left out, because they contain tokens and what people enter.
 */
export async function logged(
  method: string,
  url: string,
  exchange: () => Promise<Response>,
): Promise<Response> {
  if (localStorage.getItem(logSwitch) === null) return exchange();
  const startedAt = performance.now();
  const write = (status: number | string, id = '') => {
    const { pathname } = new URL(url, location.href);
    const milliseconds = Math.round(performance.now() - startedAt);
    console.info(`${method} ${pathname} ${status} ${milliseconds} ms ${id}`.trimEnd());
  };
  try {
    const response = await exchange();
    const { status, headers } = response;
    write(status, headers.get('x-request-id') ?? headers.get('apigw-requestid') ?? '');
    return response;
  } catch (error) {
    write('no response');
    throw error;
  }
}
