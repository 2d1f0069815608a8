import { unpackBrowser } from './browser.ts';

/** Unpacks the browser before any test asks for it: of several that unpack it at once, one starts what is half written. */
export default async function setup(): Promise<void> {
  await unpackBrowser();
}
